package io.affectstream.app.files;

/** Numbers with six decimals: locale-independent, the same on every machine. */
public final class Decimals {

  private static final int DIGITS = 6;
  private static final double SCALE = 1e6;
  private static final long ONE = 1_000_000;
  private static final double LIMIT = 9e12;

  private Decimals() {}

  /**
   * A number rounded half to even to six decimals, e.g. {@code 0.873000}.
   *
   * @throws IllegalArgumentException if it is not finite or beyond 9e12
   */
  static String of(double value) {
    if (!(Math.abs(value) < LIMIT)) {
      throw new IllegalArgumentException("expected a finite number below 9e12, found " + value);
    }
    return scaled((long) Math.rint(value * SCALE));
  }

  /** Microseconds as seconds, exact. */
  public static String seconds(long micros) {
    return scaled(micros);
  }

  private static String scaled(long millionths) {
    String sign = millionths < 0 ? "-" : "";
    long size = Math.abs(millionths);
    String fraction = Long.toString(size % ONE);
    return sign + size / ONE + "." + "0".repeat(DIGITS - fraction.length()) + fraction;
  }
}
