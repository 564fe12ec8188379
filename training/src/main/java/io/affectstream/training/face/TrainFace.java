package io.affectstream.training.face;

import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FacePictures;
import io.affectstream.training.data.fec.FecFaces;
import io.affectstream.training.data.fec.FecPictures;
import io.affectstream.training.data.fec.FecTriplets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Command: trains a face encoder. Arguments: settings file, output folder. */
public final class TrainFace {

  private static final Logger LOG = LoggerFactory.getLogger(TrainFace.class);
  private static final int TRIPLET_SIDE = 48;

  private TrainFace() {}

  /** Trains, or goes on where the output folder's last checkpoint stands. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("expected SETTINGS.json OUT, found " + arguments.length);
    }
    singleThread();
    double best = run(Path.of(arguments[0]), Path.of(arguments[1]));
    LOG.info("best validation accuracy {}", best);
  }

  private static void singleThread() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  private static double run(Path settings, Path out) throws Exception {
    FaceTrainingConfig config = FaceTrainingConfig.read(settings);
    Optional<ActionUnitTable> table = table(config);
    FacePictures train = FaceFolders.read(config.faces(), "train");
    try (FaceTrainer trainer =
        new FaceTrainer(
            config,
            config.shape(),
            config.onlyActionUnits() ? train.only(name -> known(table, name)) : train,
            FaceFolders.read(config.faces(), "validation"),
            table,
            triplets(config),
            out)) {
      return trainer.run();
    }
  }

  private static boolean known(Optional<ActionUnitTable> table, String name) {
    return table.flatMap(rows -> rows.of(name)).isPresent();
  }

  /** Faces of the triplets; the action unit head fitted alone has no use for them. */
  private static Optional<FecFaces> triplets(FaceTrainingConfig config) throws IOException {
    FaceTrainingConfig.Triplets settings = config.triplets();
    if (settings == null || config.onlyActionUnits()) {
      return Optional.empty();
    }
    FecPictures pictures = new FecPictures(settings.pictures());
    FecPictures.Selection selection =
        pictures.select(FecTriplets.read(settings.csv()), settings.leastShare());
    LOG.info(
        "{} triplets; left out: {} undecided, {} without a picture",
        selection.triplets().size(),
        selection.undecided(),
        selection.withoutPicture());
    return Optional.of(FecFaces.cut(pictures, selection.triplets(), TRIPLET_SIDE));
  }

  private static Optional<ActionUnitTable> table(FaceTrainingConfig config) throws IOException {
    return config.actionUnits() == null
        ? Optional.empty()
        : Optional.of(ActionUnitTable.read(config.actionUnits()).normalised());
  }
}
