package io.affectstream.features.speech;

/**
 * A word as recognised.
 *
 * @param text the word
 * @param start onset, microseconds; the methods that return or accept words define the clock
 * @param end offset, microseconds, exclusive
 * @param confidence in [0, 1]
 */
public record RecognisedWord(String text, long start, long end, float confidence) {

  /** The same word on a clock that is ahead by {@code micros}. */
  public RecognisedWord later(long micros) {
    return new RecognisedWord(text, start + micros, end + micros, confidence);
  }

  /** The same word, starting no earlier than {@code micros}; keeps its end if possible. */
  public RecognisedWord notBefore(long micros) {
    return start >= micros
        ? this
        : new RecognisedWord(text, micros, Math.max(end, micros), confidence);
  }
}
