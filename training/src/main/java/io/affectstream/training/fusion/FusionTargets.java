package io.affectstream.training.fusion;

import io.affectstream.schemas.Expression;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Remix;
import java.util.Arrays;
import java.util.List;

/**
 * What a batch of windows should be answered with. With Remix (share below 1) the i-th window is
 * mixed with the i-th from the end.
 *
 * @param expressions {@code [rows, 8]}; zeros if the class of a window, or of the one mixed in, is
 *     unknown, the others scaled so that the loss is the mean over them
 * @param units {@code [rows, 12]} action units in [0, 1]
 * @param unitRows {@code [rows]} 1 where the action units are known
 */
record FusionTargets(float[] expressions, float[] units, float[] unitRows) {

  /**
   * Targets of a batch.
   *
   * @param share of a window in its mixture; 1 without Remix
   * @param smoothing share of a label spread over the classes
   * @param frequencies of the classes in the training source
   */
  static FusionTargets of(
      List<LabelledWindow> batch, float share, float smoothing, int[] frequencies) {
    float[] units = new float[batch.size() * FusionNet.ACTION_UNITS];
    float[] known = new float[batch.size()];
    units(batch, share, units, known);
    return new FusionTargets(expressions(batch, share, smoothing, frequencies), units, known);
  }

  /** Column of a window's class, or {@link Predictions#UNKNOWN}. */
  static int truth(LabelledWindow window) {
    return window.label().map(Columns::of).orElse(Predictions.UNKNOWN);
  }

  private static float[] expressions(
      List<LabelledWindow> batch, float share, float smoothing, int[] frequencies) {
    Remix remix = Remix.paper();
    int classes = Expression.values().length;
    float[] targets = new float[batch.size() * classes];
    int known = 0;
    for (int row = 0; row < batch.size(); row++) {
      int own = truth(batch.get(row));
      int other = share < 1 ? truth(batch.get(batch.size() - 1 - row)) : own;
      if (own != Predictions.UNKNOWN && other != Predictions.UNKNOWN) {
        float weight = (float) remix.labelWeight(share, frequencies[own], frequencies[other]);
        Arrays.fill(targets, row * classes, (row + 1) * classes, smoothing / classes);
        targets[row * classes + own] += (1 - smoothing) * weight;
        targets[row * classes + other] += (1 - smoothing) * (1 - weight);
        known++;
      }
    }
    float scale = batch.size() / (float) Math.max(1, known);
    for (int i = 0; i < targets.length; i++) {
      targets[i] *= scale;
    }
    return targets;
  }

  private static void units(
      List<LabelledWindow> batch, float share, float[] values, float[] known) {
    for (int row = 0; row < batch.size(); row++) {
      float[] own = batch.get(row).units();
      float[] other = share < 1 ? batch.get(batch.size() - 1 - row).units() : own;
      if (own.length > 0 && other.length > 0) {
        for (int i = 0; i < own.length; i++) {
          values[row * own.length + i] = share * own[i] + (1 - share) * other[i];
        }
        known[row] = 1;
      }
    }
  }
}
