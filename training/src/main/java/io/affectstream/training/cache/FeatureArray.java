package io.affectstream.training.cache;

import java.util.Arrays;

/**
 * Features of one input.
 *
 * @param index number of each row, such as its time or step; empty if rows have none
 * @param shape length of each axis, rows first
 * @param values row-major
 */
public record FeatureArray(long[] index, int[] shape, float[] values) {

  /** Rows without a number. */
  public FeatureArray(int[] shape, float[] values) {
    this(new long[0], shape, values);
  }

  public FeatureArray {
    long expected = size(shape);
    if (expected != values.length) {
      throw new IllegalArgumentException(
          "features: expected %d values for shape %s, found %d"
              .formatted(expected, Arrays.toString(shape), values.length));
    }
    if (index.length > 0 && index.length != shape[0]) {
      throw new IllegalArgumentException(
          "features: expected the numbers of %d rows, found %d".formatted(shape[0], index.length));
    }
  }

  private static long size(int[] shape) {
    long size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    return size;
  }
}
