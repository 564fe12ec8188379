package io.affectstream.export.onnx;

/**
 * Least and greatest value of a tensor, and the unsigned 8-bit integers that stand for them: {@code
 * value = scale * (integer - zero)}. Zero, which paddings are made of, has an integer of its own.
 *
 * @param low at most 0
 * @param high at least 0
 */
public record Range(float low, float high) {

  /** Of a tensor of which nothing has been seen. */
  public static final Range EMPTY = new Range(0, 0);

  private static final int LEVELS = 255;

  /** The range that holds both. */
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
