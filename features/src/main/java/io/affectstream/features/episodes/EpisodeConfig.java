package io.affectstream.features.episodes;

import io.affectstream.schemas.ActionUnit;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Rules for the begin and end of episodes.
 *
 * @param neutral whether a neutral face is an episode too
 * @param maxGap longest time without a measurement that an episode survives
 * @param updatePeriod an open episode is reported no more often than this, in originating time
 * @param onThresholds per action unit, probability from which on it is active, in [0, 1]; NaN: it
 *     has no episodes
 * @param offThresholds per action unit, probability below which its episode ends immediately; at
 *     most its onThreshold
 * @param minDuration time an expression or action unit must last before its episode opens, with its
 *     original onset; shorter ones are not episodes
 */
public record EpisodeConfig(
    boolean neutral,
    Duration maxGap,
    Duration updatePeriod,
    List<Float> onThresholds,
    List<Float> offThresholds,
    Duration minDuration)
    implements Serializable {

  /** Default difference between on and off threshold, as a share of the on threshold. */
  public static final double HYSTERESIS = 0.2;

  /** Defaults for a bundle without its own thresholds: on at 0.5. */
  public static final EpisodeConfig DEFAULT =
      ofThresholds(Collections.nCopies(ActionUnit.values().length, 0.5f));

  /**
   * @throws IllegalArgumentException if a duration is negative, a threshold is no probability, an
   *     off threshold exceeds its on threshold or the two lists differ in length
   */
  public EpisodeConfig {
    onThresholds = List.copyOf(onThresholds);
    offThresholds = List.copyOf(offThresholds);
    check("maxGap", maxGap);
    check("updatePeriod", updatePeriod);
    check("minDuration", minDuration);
    if (onThresholds.size() != offThresholds.size()) {
      throw new IllegalArgumentException(
          "episodes: expected as many off as on thresholds (%d), found %d"
              .formatted(onThresholds.size(), offThresholds.size()));
    }
    for (int unit = 0; unit < onThresholds.size(); unit++) {
      checkThresholds(unit, onThresholds.get(unit), offThresholds.get(unit));
    }
  }

  /** The default durations with the given on thresholds, e.g. those of a bundle. */
  public static EpisodeConfig ofThresholds(List<Float> onThresholds) {
    return new EpisodeConfig(
        true,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        onThresholds,
        offThresholds(onThresholds, HYSTERESIS),
        Duration.ofMillis(200));
  }

  /**
   * Off thresholds below each on threshold by a share of it.
   *
   * @param hysteresis the share, in [0, 1]
   */
  public static List<Float> offThresholds(List<Float> onThresholds, double hysteresis) {
    return onThresholds.stream().map(on -> (float) (on * (1 - hysteresis))).toList();
  }

  private static void check(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "episodes %s: expected no negative duration, found %s".formatted(name, duration));
    }
  }

  private static void checkThresholds(int unit, float on, float off) {
    boolean never = Float.isNaN(on) && Float.isNaN(off);
    if (!never && !(on <= 1 && off <= on && off >= 0)) {
      throw new IllegalArgumentException(
          "episodes, action unit %d: expected 0 <= off <= on <= 1, found off %s, on %s"
              .formatted(unit, off, on));
    }
  }
}
