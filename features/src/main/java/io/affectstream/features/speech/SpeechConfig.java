package io.affectstream.features.speech;

import java.io.Serializable;
import java.time.Duration;

/**
 * How speech is cut into utterances and when its words are reported.
 *
 * @param maxUtterance maximum length of an utterance, which also bounds the buffered audio
 * @param wordDelay maximum delay from a word's onset until a recogniser reports it; earlier time
 *     without a word is complete
 * @param stableAfter how long a word of a partial result must stay unchanged before it is reported
 * @param progress minimum advance of progress that is reported without words
 */
public record SpeechConfig(
    Duration maxUtterance, Duration wordDelay, Duration stableAfter, Duration progress)
    implements Serializable {

  /** 10 s, 3 s, 1 s, 500 ms. */
  public static final SpeechConfig DEFAULT =
      new SpeechConfig(
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofMillis(500));

  /**
   * @throws IllegalArgumentException if a duration is negative, or an utterance shorter than a
   *     second
   */
  public SpeechConfig {
    if (maxUtterance.compareTo(Duration.ofSeconds(1)) < 0
        || wordDelay.isNegative()
        || stableAfter.isNegative()
        || progress.isNegative()) {
      throw new IllegalArgumentException(
          "speech: expected utterances of at least 1 s and no negative time, found %s, %s, %s, %s"
              .formatted(maxUtterance, wordDelay, stableAfter, progress));
    }
  }

  /** {@link #maxUtterance} in samples at 16 kHz. */
  public long maxUtteranceSamples() {
    return maxUtterance.toMillis() * SpeechBlocks.SAMPLE_RATE_HZ / 1000;
  }
}
