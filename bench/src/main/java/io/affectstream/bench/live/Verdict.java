package io.affectstream.bench.live;

import io.affectstream.bench.figures.Trend;

/**
 * Whether a load was held: the lag did not grow, nor ever so great that the run was given up.
 *
 * @param held whether it was
 * @param givenUp whether the run ended early, as the lag was too great
 * @param slope growth of the lag, milliseconds per second
 */
public record Verdict(boolean held, boolean givenUp, double slope) {

  /** Growth that cannot be told from noise. */
  private static final double SLOPE_OF_NOISE = 2;

  private static final double GROWTH_OF_NOISE_MILLIS = 250;

  /**
   * Judges the lag over the time measured.
   *
   * @param lag milliseconds over seconds
   * @param givenUp whether the run ended early, as the lag was too great
   */
  static Verdict of(Trend lag, boolean givenUp) {
    double slope = lag.slope();
    double[] seconds = lag.seconds();
    double duration = seconds.length == 0 ? 0 : seconds[seconds.length - 1] - seconds[0];
    boolean grows = slope > SLOPE_OF_NOISE && slope * duration > GROWTH_OF_NOISE_MILLIS;
    return new Verdict(!grows && !givenUp, givenUp, slope);
  }
}
