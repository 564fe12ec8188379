package io.affectstream.features.speech;

import java.util.List;

/**
 * Position at which an overlong utterance is cut: at its end if no word is near it, else in the
 * widest pause between two words of its second half. Audio after the cut is recognised again as the
 * start of the next utterance, so no word is cut in two unless a single word fills half the
 * utterance.
 *
 * @param words number of leading words that are final
 * @param micros the cut, on the clock of the words
 */
public record UtteranceCut(int words, long micros) {

  /** Minimum stretch without a word at the end that counts as a pause. */
  private static final long QUIET_MICROS = 300_000;

  /**
   * The cut of an utterance.
   *
   * @param words its words in order, from the time of its beginning (0)
   * @param length its length, microseconds
   */
  public static UtteranceCut of(List<RecognisedWord> words, long length) {
    UtteranceCut whole = new UtteranceCut(words.size(), length);
    if (words.isEmpty() || words.get(words.size() - 1).end() <= length - QUIET_MICROS) {
      return whole;
    }
    UtteranceCut best = whole;
    long widest = Long.MIN_VALUE;
    for (int i = 1; i < words.size(); i++) {
      long end = words.get(i - 1).end();
      long pause = words.get(i).start() - end;
      if (end >= length / 2 && pause >= widest) {
        widest = pause;
        best = new UtteranceCut(i, end + pause / 2);
      }
    }
    return best;
  }
}
