package io.affectstream.bench.live;

import io.affectstream.bench.figures.Trend;

/**
 * Whether a load was held: the lag did not grow and never exceeded the limit that aborts a run.
 *
 * @param held whether it was held
 * @param givenUp whether the run was aborted because the lag was too large
 * @param slope growth of the lag, milliseconds per second
 */
public record LoadResult(boolean held, boolean givenUp, double slope) {

  /** Maximum growth that counts as noise. */
  private static final double SLOPE_OF_NOISE = 2;

  private static final double GROWTH_OF_NOISE_MILLIS = 250;

  /**
   * Judges the lag over the time measured.
   *
   * @param lag milliseconds over seconds
   * @param givenUp whether the run was aborted because the lag was too large
   */
  static LoadResult of(Trend lag, boolean givenUp) {
    double slope = lag.slope();
    double[] seconds = lag.seconds();
    double duration = seconds.length == 0 ? 0 : seconds[seconds.length - 1] - seconds[0];
    boolean grows = slope > SLOPE_OF_NOISE && slope * duration > GROWTH_OF_NOISE_MILLIS;
    return new LoadResult(!grows && !givenUp, givenUp, slope);
  }
}
