package io.affectstream.features.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects the words of partial results that are unlikely to change: those that, with all words
 * before them, have stayed unchanged for some time. A recogniser often revises the last words of an
 * utterance and rarely the first ones.
 */
public final class StableWords {

  /** Maximum difference between the onsets of one word in two partial results. */
  private static final long SAME_ONSET_MICROS = 100_000;

  private final long afterMicros;

  /** Words are stable once they are unchanged for {@code after}. */
  public StableWords(Duration after) {
    this.afterMicros = after.toNanos() / 1000;
  }

  /**
   * Merges a new partial result with the previous one: common leading words keep their age.
   *
   * @param before words of the previous result
   * @param partial the new partial result, on the same clock
   * @param processed originating time up to which audio has been recognised, microseconds
   */
  public List<StandingWord> join(
      List<StandingWord> before, List<RecognisedWord> partial, long processed) {
    List<StandingWord> words = new ArrayList<>(partial.size());
    int common = common(before, partial);
    for (int i = 0; i < partial.size(); i++) {
      words.add(new StandingWord(partial.get(i), i < common ? before.get(i).since() : processed));
    }
    return words;
  }

  /** Number of leading words that both have in common. */
  public static int common(List<StandingWord> before, List<RecognisedWord> partial) {
    int i = 0;
    while (i < Math.min(before.size(), partial.size())
        && isSame(before.get(i).word(), partial.get(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSame(RecognisedWord a, RecognisedWord b) {
    return a.text().equals(b.text()) && Math.abs(a.start() - b.start()) <= SAME_ONSET_MICROS;
  }

  /** Number of leading words that are stable once audio is recognised up to {@code processed}. */
  public int count(List<StandingWord> words, long processed) {
    int i = 0;
    while (i < words.size() && processed - words.get(i).since() >= afterMicros) {
      i++;
    }
    return i;
  }
}
