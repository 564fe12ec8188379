package io.affectstream.console.state;

import java.util.List;

/**
 * How much a stream's probabilities changed: half the sum of the differences (total variation, in
 * [0, 1]) between two exponential means over originating time, of one second and of ten. Not
 * thread-safe.
 */
final class ChangeMeter {

  private static final double FAST_MICROS = 1_000_000;
  private static final double SLOW_MICROS = 10_000_000;

  private double[] fast;
  private double[] slow;
  private long last;

  /** Adds a row's probabilities. */
  void add(long time, List<Float> probabilities) {
    double[] values = probabilities.stream().mapToDouble(Float::doubleValue).toArray();
    if (fast == null || fast.length != values.length) {
      fast = values.clone();
      slow = values.clone();
    } else {
      double step = Math.max(0, time - last);
      move(fast, values, 1 - Math.exp(-step / FAST_MICROS));
      move(slow, values, 1 - Math.exp(-step / SLOW_MICROS));
    }
    last = time;
  }

  private static void move(double[] mean, double[] values, double share) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] += share * (values[i] - mean[i]);
    }
  }

  /** The change, in [0, 1]; 0 before the second row. */
  float change() {
    double sum = 0;
    for (int i = 0; fast != null && i < fast.length; i++) {
      sum += Math.abs(fast[i] - slow[i]);
    }
    return (float) (Math.round(sum / 2 * 1000) / 1000.0);
  }
}
