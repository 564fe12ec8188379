package io.affectstream.bench.figures;

import java.util.Arrays;

/**
 * A value over time, with its growth. The values are divided into bins, and a line is fitted to
 * their medians by least squares, so that a sawtooth, such as that of checkpoints, and single
 * outliers do not affect the slope.
 */
public final class Trend {

  private static final int FIRST = 64;

  private final double binSeconds;
  private double[] seconds = new double[FIRST];
  private double[] values = new double[FIRST];
  private int size;

  /**
   * A trend without values.
   *
   * @param binSeconds length of a bin
   */
  public Trend(double binSeconds) {
    this.binSeconds = binSeconds;
  }

  /** Adds a value; times must not decrease. */
  public void add(double second, double value) {
    if (size == values.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    seconds[size] = second;
    values[size++] = value;
  }

  /** Number of values. */
  public int size() {
    return size;
  }

  /** All values in order. */
  public double[] values() {
    return Arrays.copyOf(values, size);
  }

  /** Their times. */
  public double[] seconds() {
    return Arrays.copyOf(seconds, size);
  }

  /** Growth per second; 0 with fewer than two full bins. */
  public double slope() {
    double[][] bins = bins();
    int n = bins.length;
    if (n < 2) {
      return 0;
    }
    double meanX = Arrays.stream(bins).mapToDouble(bin -> bin[0]).average().orElseThrow();
    double meanY = Arrays.stream(bins).mapToDouble(bin -> bin[1]).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    for (double[] bin : bins) {
      xy += (bin[0] - meanX) * (bin[1] - meanY);
      xx += (bin[0] - meanX) * (bin[0] - meanX);
    }
    return xy / xx;
  }

  /** Middle and median of each full bin. */
  private double[][] bins() {
    if (size == 0) {
      return new double[0][];
    }
    int count = (int) Math.floor((seconds[size - 1] - seconds[0]) / binSeconds + 1e-9);
    double[][] bins = new double[count][];
    int filled = 0;
    int from = 0;
    for (int i = 0; i < count; i++) {
      double end = seconds[0] + (i + 1) * binSeconds;
      int to = from;
      while (to < size && seconds[to] < end) {
        to++;
      }
      if (to > from) {
        double middle = end - binSeconds / 2;
        bins[filled++] =
            new double[] {middle, Spread.of(Arrays.copyOfRange(values, from, to)).median()};
      }
      from = to;
    }
    return Arrays.copyOf(bins, filled);
  }
}
