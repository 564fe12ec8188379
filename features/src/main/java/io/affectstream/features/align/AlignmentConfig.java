package io.affectstream.features.align;

import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.time.Grid;
import java.io.Serializable;
import java.time.Duration;

/**
 * How the modalities of a stream are joined.
 *
 * @param stepsPerSecond rate of the time grid
 * @param halo steps M to each side of a centre
 * @param segment centres K per segment
 * @param mode whether to wait for a modality that lags
 * @param maxLagFace BOUNDED: how far (originating time) faces may fall behind the furthest modality
 * @param maxLagVoice the same for voice
 * @param maxLagWords the same for words
 * @param discoveryGrace wall-clock time to wait for a descriptor before the modalities seen so far
 *     are taken as complete
 * @param speaking whether the faces that speak are found
 */
public record AlignmentConfig(
    int stepsPerSecond,
    int halo,
    int segment,
    Mode mode,
    Duration maxLagFace,
    Duration maxLagVoice,
    Duration maxLagWords,
    Duration discoveryGrace,
    SpeakingMode speaking)
    implements Serializable {

  /** Waiting rule. */
  public enum Mode {
    /** Waits for every expected modality; results do not depend on the order of arrival. */
    STRICT,
    /** Continues without a modality that lags more than its bound; for live streams. */
    BOUNDED
  }

  /**
   * @throws IllegalArgumentException if the window is impossible
   */
  public AlignmentConfig {
    if (stepsPerSecond <= 0 || halo < 0 || segment <= 0) {
      throw new IllegalArgumentException(
          "alignment: expected rate > 0, halo >= 0, segment > 0, found %d, %d, %d"
              .formatted(stepsPerSecond, halo, segment));
    }
  }

  /** Strict mode with the default bounds; faces are not judged to speak. */
  public static AlignmentConfig strict(int stepsPerSecond, int halo, int segment) {
    return new AlignmentConfig(
        stepsPerSecond,
        halo,
        segment,
        Mode.STRICT,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        SpeakingMode.OFF);
  }

  /** The same with another answer to the question which face speaks. */
  public AlignmentConfig with(SpeakingMode other) {
    return new AlignmentConfig(
        stepsPerSecond,
        halo,
        segment,
        mode,
        maxLagFace,
        maxLagVoice,
        maxLagWords,
        discoveryGrace,
        other);
  }

  /** The time grid. */
  public Grid grid() {
    return new Grid(stepsPerSecond);
  }

  /** Steps of a segment with its halo, S = K + 2M. */
  public int span() {
    return segment + 2 * halo;
  }
}
