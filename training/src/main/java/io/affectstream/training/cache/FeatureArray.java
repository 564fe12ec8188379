package io.affectstream.training.cache;

import java.util.Arrays;

/**
 * Features of one input.
 *
 * @param shape length of each axis
 * @param values row-major
 */
public record FeatureArray(int[] shape, float[] values) {

  public FeatureArray {
    long expected = size(shape);
    if (expected != values.length) {
      throw new IllegalArgumentException(
          "features: expected %d values for shape %s, found %d"
              .formatted(expected, Arrays.toString(shape), values.length));
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
