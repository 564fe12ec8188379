package io.affectstream.features.speech;

import java.time.Duration;
import java.util.List;

/**
 * Time up to which all words of an open utterance are reported: the onset of the first word that is
 * not final, bounded by the time for which the recogniser may still report new words. So time also
 * advances during silence and noise.
 */
public final class CompleteThrough {

  private final long delayMicros;

  /** A recogniser reports a word no later than {@code wordDelay} after its onset. */
  public CompleteThrough(Duration wordDelay) {
    this.delayMicros = wordDelay.toNanos() / 1000;
  }

  /**
   * The time, microseconds.
   *
   * @param begin beginning of the utterance
   * @param processed time up to which audio has been recognised
   * @param partial words of the partial result; none of them is final
   */
  public long of(long begin, long processed, List<RecognisedWord> partial) {
    long silent = Math.max(begin, processed - delayMicros);
    return partial.isEmpty() ? silent : Math.max(begin, Math.min(silent, partial.get(0).start()));
  }
}
