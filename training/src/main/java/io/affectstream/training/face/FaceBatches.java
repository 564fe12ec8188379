package io.affectstream.training.face;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Beta;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FacePictures;
import io.affectstream.training.data.Remix;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws the steps of an epoch. Every draw depends on seed, epoch and picture only, so any epoch can
 * be repeated on its own.
 */
final class FaceBatches {

  private static final int CLASSES = Expression.values().length;
  private static final int UNITS = ActionUnit.values().length;

  private final FacePictures faces;
  private final Optional<ActionUnitTable> actionUnits;
  private final FaceTrainingConfig config;
  private final int[] counts;
  private final float[] weights;

  FaceBatches(
      FacePictures faces, Optional<ActionUnitTable> actionUnits, FaceTrainingConfig config) {
    this.faces = faces;
    this.actionUnits = actionUnits;
    this.config = config;
    counts = faces.counts();
    weights = weights(counts, config.classWeighting());
  }

  /** Steps per epoch; the last, smaller batch is left out. */
  int steps() {
    return faces.size() / config.batch();
  }

  /** Order of the pictures in an epoch. */
  int[] order(int epoch) {
    int[] order = new int[faces.size()];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = random(epoch, -1);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** A step of an epoch. */
  FaceBatch draw(int epoch, int step, int[] order) {
    int side = config.side(epoch);
    int rows = config.batch();
    FaceBatch batch =
        new FaceBatch(
            new float[rows * side * side],
            new float[rows * CLASSES],
            new int[rows],
            new float[rows * UNITS],
            new float[rows]);
    for (int row = 0; row < rows; row++) {
      fill(batch, row, order[step * rows + row], epoch, side);
    }
    return config.remixAlpha() > 0 ? mixed(batch, random(epoch, -2 - step)) : batch;
  }

  private void fill(FaceBatch batch, int row, int picture, int epoch, int side) {
    config
        .augmentation()
        .draw(
            faces.pixels(),
            picture * faces.side() * faces.side(),
            faces.side(),
            batch.pictures(),
            row * side * side,
            side,
            random(epoch, picture));
    int label = Columns.of(faces.labels().get(picture));
    batch.labels()[row] = label;
    float[] target = target(label);
    System.arraycopy(target, 0, batch.targets(), row * CLASSES, CLASSES);
    actionUnits
        .flatMap(table -> table.of(faces.names().get(picture)))
        .ifPresent(
            values -> {
              System.arraycopy(values, 0, batch.actionUnits(), row * UNITS, UNITS);
              batch.actionUnitRows()[row] = 1;
            });
  }

  private float[] target(int label) {
    int trained = (int) Arrays.stream(counts).filter(count -> count > 0).count();
    float[] target = new float[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      if (counts[c] > 0) {
        target[c] = weights[label] * config.labelSmoothing() / trained;
      }
    }
    target[label] += weights[label] * (1 - config.labelSmoothing());
    return target;
  }

  private FaceBatch mixed(FaceBatch batch, SplittableRandom random) {
    double lambda = Beta.symmetric(config.remixAlpha(), random);
    int rows = batch.size();
    int pixels = batch.pictures().length / rows;
    FaceBatch mixed =
        new FaceBatch(
            batch.pictures().clone(),
            batch.targets().clone(),
            batch.labels().clone(),
            batch.actionUnits().clone(),
            batch.actionUnitRows().clone());
    for (int row = 0; row < rows; row++) {
      int other = rows - 1 - row;
      double label =
          Remix.paper()
              .labelWeight(lambda, counts[batch.labels()[row]], counts[batch.labels()[other]]);
      blend(mixed.pictures(), batch.pictures(), row, other, pixels, lambda);
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

  private static float[] weights(int[] counts, float exponent) {
    float[] weights = new float[counts.length];
    double total = 0;
    double weighted = 0;
    for (int c = 0; c < counts.length; c++) {
      weights[c] = counts[c] == 0 ? 0 : (float) Math.pow(counts[c], -exponent);
      total += counts[c];
      weighted += (double) counts[c] * weights[c];
    }
    for (int c = 0; c < counts.length; c++) {
      weights[c] *= (float) (total / weighted);
    }
    return weights;
  }
}
