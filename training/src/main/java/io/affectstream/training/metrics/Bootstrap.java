package io.affectstream.training.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Percentile bootstrap (Efron 1979) over samples. */
public final class Bootstrap {

  private static final int ROUNDS = 1000;

  private Bootstrap() {}

  /**
   * An interval.
   *
   * @param value on the original samples
   * @param low 2.5th percentile over the resamples
   * @param high 97.5th percentile
   */
  public record Interval(double value, double low, double high) {}

  /**
   * A figure of expression classification with its 95 % interval.
   *
   * @param truth class per sample
   * @param predicted class per sample
   * @param classes number of classes
   * @param figure read from the confusion of a resample
   */
  public static Interval of(
      int[] truth, int[] predicted, int classes, ToDoubleFunction<Confusion> figure) {
    SplittableRandom random = new SplittableRandom(truth.length);
    double[] figures = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Confusion confusion = Confusion.empty(classes);
      for (int i = 0; i < truth.length; i++) {
        int drawn = random.nextInt(truth.length);
        confusion.add(truth[drawn], predicted[drawn]);
      }
      figures[round] = figure.applyAsDouble(confusion);
    }
    Arrays.sort(figures);
    Confusion all = Confusion.empty(classes);
    for (int i = 0; i < truth.length; i++) {
      all.add(truth[i], predicted[i]);
    }
    return new Interval(
        figure.applyAsDouble(all), figures[ROUNDS / 40], figures[ROUNDS - 1 - ROUNDS / 40]);
  }
}
