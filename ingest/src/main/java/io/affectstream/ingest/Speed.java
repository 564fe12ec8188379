package io.affectstream.ingest;

import java.util.Locale;

/**
 * How fast media is played.
 *
 * @param factor media seconds per second; infinite = as fast as the media can be read
 */
public record Speed(double factor) {

  /** One media second per second. */
  public static final Speed REALTIME = new Speed(1);

  /** As fast as the media can be read and written. */
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  /**
   * @throws IllegalArgumentException if the factor is not positive
   */
  public Speed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("speed: expected more than 0, found " + factor);
    }
  }

  /**
   * Reads {@code realtime}, {@code max} or a factor such as {@code 2.5}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Speed parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("realtime")) {
      return REALTIME;
    }
    if (word.equals("max")) {
      return MAX;
    }
    try {
      double factor = Double.parseDouble(word);
      if (factor > 0 && Double.isFinite(factor)) {
        return new Speed(factor);
      }
    } catch (NumberFormatException e) {
      // falls to the message below
    }
    throw new IllegalArgumentException(
        "speed: expected realtime, max or a factor above 0, found '%s'".formatted(text));
  }

  /** Whether playing is paced. */
  public boolean paced() {
    return Double.isFinite(factor);
  }
}
