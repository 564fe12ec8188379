package io.affectstream.training.face;

import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.fec.FecFaces;
import io.affectstream.training.data.fec.FecImages;
import io.affectstream.training.data.fec.FecTriplets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training run of a face encoder by its settings. */
public final class FaceRun {

  private static final Logger LOG = LoggerFactory.getLogger(FaceRun.class);
  private static final int TRIPLET_SIDE = 48;

  private FaceRun() {}

  /**
   * Reads the data of a run.
   *
   * @param out folder for checkpoints and log; if it contains a checkpoint, the run continues
   * @throws IOException if a file cannot be read
   */
  public static FaceTrainer prepare(FaceTrainingConfig config, Path out) throws IOException {
    Optional<ActionUnitTable> table = table(config);
    FaceData data = FaceData.read(config.data());
    return new FaceTrainer(
        config,
        config.shape(),
        config.onlyActionUnits() ? data.train().only(name -> known(table, name)) : data.train(),
        data.choose(),
        table,
        triplets(config),
        out);
  }

  private static boolean known(Optional<ActionUnitTable> table, String name) {
    return table.flatMap(rows -> rows.of(name)).isPresent();
  }

  /** Faces of the triplets; not used if only the action unit head is fitted. */
  private static Optional<FecFaces> triplets(FaceTrainingConfig config) throws IOException {
    FaceTrainingConfig.Triplets settings = config.triplets();
    if (settings == null || config.onlyActionUnits()) {
      return Optional.empty();
    }
    FecImages images = new FecImages(settings.images());
    FecImages.Selection selection =
        images.select(FecTriplets.read(settings.csv()), settings.minShare());
    LOG.info(
        "{} triplets; skipped: {} undecided, {} without an image",
        selection.triplets().size(),
        selection.undecided(),
        selection.withoutImage());
    return Optional.of(FecFaces.cut(images, selection.triplets(), TRIPLET_SIDE));
  }

  private static Optional<ActionUnitTable> table(FaceTrainingConfig config) throws IOException {
    return config.data().actionUnits() == null
        ? Optional.empty()
        : Optional.of(ActionUnitTable.read(config.data().actionUnits()).normalised());
  }
}
