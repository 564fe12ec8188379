package io.affectstream.features.speech;

import java.time.Duration;
import java.util.List;

/**
 * Up to when all words of an utterance under way have been told: the onset of the first that is not
 * final yet, and in any case no later than the time for which a recogniser may still be silent
 * about a word. So silence and noise give progress while they last.
 */
public final class CompleteThrough {

  private final long delayMicros;

  /** A recogniser shows a word at the latest {@code wordDelay} after its onset. */
  public CompleteThrough(Duration wordDelay) {
    this.delayMicros = wordDelay.toNanos() / 1000;
  }

  /**
   * The time, microseconds.
   *
   * @param begin beginning of the utterance
   * @param heard time up to which audio has been heard
   * @param partial words of the partial result; none of them is final
   */
  public long of(long begin, long heard, List<HeardWord> partial) {
    long silent = Math.max(begin, heard - delayMicros);
    return partial.isEmpty() ? silent : Math.max(begin, Math.min(silent, partial.get(0).start()));
  }
}
