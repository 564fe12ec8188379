package io.affectstream.training.face;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Beta;
import io.affectstream.training.data.CameraEffects;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.data.Remix;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws the steps of an epoch. Every draw depends on seed, epoch and image only, so any epoch can
 * be repeated separately.
 */
final class FaceBatches {

  private static final int CLASSES = Expression.values().length;
  private static final int UNITS = ActionUnit.values().length;

  private final LabelledFaces labelled;
  private final FaceImages faces;
  private final Optional<ActionUnitTable> actionUnits;
  private final FaceTrainingConfig config;
  private final BalancedOrder balanced;
  private final int[] counts;
  private final int trained;

  FaceBatches(
      LabelledFaces labelled, Optional<ActionUnitTable> actionUnits, FaceTrainingConfig config) {
    this.labelled = labelled;
    this.faces = labelled.images();
    this.actionUnits = actionUnits;
    this.config = config;
    balanced = new BalancedOrder(faces, config.optimiser().balance());
    counts = faces.counts();
    trained = (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }

  /** Steps per epoch; the last, smaller batch is dropped. */
  int steps() {
    return faces.size() / config.optimiser().batch();
  }

  /** Order of the images in an epoch. */
  int[] order(int epoch) {
    return balanced.draw(random(epoch, -1));
  }

  /** A step of an epoch. */
  FaceBatch draw(int epoch, int step, int[] order) {
    int side = config.side(epoch);
    int rows = config.optimiser().batch();
    FaceBatch batch =
        new FaceBatch(
            new float[rows * side * side],
            new float[rows * CLASSES],
            new int[rows],
            new float[rows * UNITS],
            new float[rows]);
    for (int row = 0; row < rows; row++) {
      fill(batch, row, order[step * rows + row], epoch, side, step * rows + row);
    }
    return config.variation().remixAlpha() > 0 ? mixed(batch, random(epoch, -2 - step)) : batch;
  }

  private void fill(FaceBatch batch, int row, int image, int epoch, int side, int place) {
    SplittableRandom random = random(epoch, place);
    draw(batch.images(), row * side * side, image, side, random);
    int label = Columns.of(faces.labels().get(image));
    batch.labels()[row] = label;
    System.arraycopy(target(image), 0, batch.targets(), row * CLASSES, CLASSES);
    actionUnits
        .flatMap(table -> table.of(faces.names().get(image)))
        .ifPresent(
            values -> {
              System.arraycopy(values, 0, batch.actionUnits(), row * UNITS, UNITS);
              batch.actionUnitRows()[row] = 1;
            });
  }

  private void draw(float[] into, int from, int image, int side, SplittableRandom random) {
    config
        .variation()
        .augmentation()
        .draw(
            faces.pixels(),
            image * faces.side() * faces.side(),
            faces.side(),
            into,
            from,
            side,
            random);
    CameraEffects camera = config.variation().camera();
    if (camera != null) {
      camera.apply(into, from, side, random);
    }
  }

  private float[] target(int image) {
    float smoothing = config.losses().labelSmoothing();
    float[] target = labelled.shares()[image].clone();
    for (int c = 0; c < CLASSES; c++) {
      target[c] = (1 - smoothing) * target[c] + (counts[c] > 0 ? smoothing / trained : 0);
    }
    return target;
  }

  private FaceBatch mixed(FaceBatch batch, SplittableRandom random) {
    double lambda = Beta.symmetric(config.variation().remixAlpha(), random);
    int rows = batch.size();
    int pixels = batch.images().length / rows;
    FaceBatch mixed =
        new FaceBatch(
            batch.images().clone(),
            batch.targets().clone(),
            batch.labels().clone(),
            batch.actionUnits().clone(),
            batch.actionUnitRows().clone());
    for (int row = 0; row < rows; row++) {
      int other = rows - 1 - row;
      double label =
          Remix.paper()
              .labelWeight(lambda, counts[batch.labels()[row]], counts[batch.labels()[other]]);
      blend(mixed.images(), batch.images(), row, other, pixels, lambda);
      blend(mixed.targets(), batch.targets(), row, other, CLASSES, label);
      blend(mixed.actionUnits(), batch.actionUnits(), row, other, UNITS, lambda);
      mixed.labels()[row] = label >= 0.5 ? batch.labels()[row] : batch.labels()[other];
      mixed.actionUnitRows()[row] = batch.actionUnitRows()[row] * batch.actionUnitRows()[other];
    }
    return mixed;
  }

  private static void blend(
      float[] into, float[] from, int row, int other, int length, double share) {
    for (int i = 0; i < length; i++) {
      into[row * length + i] =
          (float) (share * from[row * length + i] + (1 - share) * from[other * length + i]);
    }
  }

  private SplittableRandom random(int epoch, int item) {
    return new SplittableRandom(config.seed() * 1_000_003 + epoch * 40_000_003L + item);
  }
}
