package io.affectstream.export.onnx;

/**
 * Minimum and maximum of a tensor, and the unsigned 8-bit integers that represent values: {@code
 * value = scale * (integer - zero)}. Zero, the padding, is exactly representable.
 *
 * @param low at most 0
 * @param high at least 0
 */
public record Range(float low, float high) {

  /** Range of a tensor without values. */
  public static final Range EMPTY = new Range(0, 0);

  private static final int LEVELS = 255;

  /** The range that contains both. */
  public Range and(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** Distance of neighbouring integers; 1 for a tensor that is always 0. */
  float scale() {
    return high > low ? (high - low) / LEVELS : 1;
  }

  /** The integer of zero, 0 to 255. */
  int zero() {
    return Math.round(-low / scale());
  }
}
