package io.affectstream.app.replay;

import java.util.Objects;
import java.util.Set;

/**
 * Allowed difference of numbers. Only measured values have a tolerance: times, counts, names and
 * labels must be the same.
 *
 * @param absolute largest difference, 0 = none
 */
public record Tolerance(double absolute) {

  /** No tolerance. */
  public static final Tolerance NONE = new Tolerance(0);

  private static final Set<String> TIMES =
      Set.of("timestamp", "time", "onset", "peak", "offset", "stream", "bundle", "detail");

  /**
   * @throws IllegalArgumentException if negative or not finite
   */
  public Tolerance {
    if (!(absolute >= 0 && absolute < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "--tolerance: expected a number of at least 0, found " + absolute);
    }
  }

  /** Whether two texts of a field are equal within the tolerance; null = the field is absent. */
  boolean accepts(String field, String expected, String found) {
    if (Objects.equals(expected, found)) {
      return true;
    }
    boolean measures =
        absolute > 0
            && expected != null
            && found != null
            && !TIMES.contains(field)
            && isFraction(expected)
            && isFraction(found);
    return measures
        && Math.abs(Double.parseDouble(expected) - Double.parseDouble(found)) <= absolute;
  }

  private static boolean isFraction(String text) {
    return text.matches("-?\\d+\\.\\d+([eE]-?\\d+)?");
  }
}
