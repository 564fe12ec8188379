package io.affectstream.features.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which words of a recogniser's partial results will probably stay: those that have stood, with all
 * words before them, for some time of audio. A recogniser revises the last words of an utterance
 * with every look and the first ones hardly ever.
 */
public final class StableWords {

  /** Onsets of one word in two partial results differ by no more. */
  private static final long SAME_ONSET_MICROS = 100_000;

  private final long afterMicros;

  /** Words are stable once they have stood for {@code after}. */
  public StableWords(Duration after) {
    this.afterMicros = after.toNanos() / 1000;
  }

  /**
   * Joins a new partial result with the one before it: common leading words keep their age.
   *
   * @param before the words that stood
   * @param partial the new partial result, on the same clock
   * @param heard originating time up to which audio has been heard, microseconds
   */
  public List<StandingWord> join(List<StandingWord> before, List<HeardWord> partial, long heard) {
    List<StandingWord> words = new ArrayList<>(partial.size());
    int common = common(before, partial);
    for (int i = 0; i < partial.size(); i++) {
      words.add(new StandingWord(partial.get(i), i < common ? before.get(i).since() : heard));
    }
    return words;
  }

  /** How many leading words of both are the same. */
  public static int common(List<StandingWord> before, List<HeardWord> partial) {
    int i = 0;
    while (i < Math.min(before.size(), partial.size())
        && isSame(before.get(i).word(), partial.get(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSame(HeardWord a, HeardWord b) {
    return a.text().equals(b.text()) && Math.abs(a.start() - b.start()) <= SAME_ONSET_MICROS;
  }

  /** How many leading words are stable once audio has been heard up to {@code heard}. */
  public int count(List<StandingWord> words, long heard) {
    int i = 0;
    while (i < words.size() && heard - words.get(i).since() >= afterMicros) {
      i++;
    }
    return i;
  }
}
