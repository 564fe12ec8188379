package io.affectstream.bench.figures;

import java.util.Arrays;
import java.util.Collection;

/**
 * Repeats of one measurement.
 *
 * @param median middle value; of an even number the mean of the middle two
 * @param least minimum
 * @param greatest maximum
 * @param count number of values
 */
public record Spread(double median, double least, double greatest, int count) {

  /**
   * The spread of some values.
   *
   * @throws IllegalArgumentException if there is no value
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("expected at least one value, found none");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  /**
   * The spread of some values.
   *
   * @throws IllegalArgumentException if there is no value
   */
  public static Spread of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Half the range over the median; 0 where there is one value or the median is 0. */
  public double relative() {
    return median == 0 ? 0 : (greatest - least) / 2 / Math.abs(median);
  }
}
