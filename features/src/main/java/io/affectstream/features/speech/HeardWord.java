package io.affectstream.features.speech;

/**
 * A word as a recogniser heard it.
 *
 * @param text the word
 * @param start onset, microseconds; the clock is said where words are given or taken
 * @param end offset, microseconds, exclusive
 * @param confidence in [0, 1]
 */
public record HeardWord(String text, long start, long end, float confidence) {

  /** The same word on a clock that shows {@code micros} more. */
  public HeardWord later(long micros) {
    return new HeardWord(text, start + micros, end + micros, confidence);
  }

  /** The same word, not beginning before {@code micros}; it keeps its end where it can. */
  public HeardWord notBefore(long micros) {
    return start >= micros ? this : new HeardWord(text, micros, Math.max(end, micros), confidence);
  }
}
