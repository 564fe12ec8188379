package io.affectstream.features.time;

import java.io.Serializable;

/**
 * Absolute time grid: step s is at {@code s / stepsPerSecond} seconds of originating time, so runs
 * with different starts share their steps. All arithmetic is exact in integers.
 *
 * @param stepsPerSecond steps per second
 */
public record Grid(int stepsPerSecond) implements Serializable {

  private static final long MICROS = 1_000_000;

  /**
   * @throws IllegalArgumentException if the rate is not positive
   */
  public Grid {
    if (stepsPerSecond <= 0) {
      throw new IllegalArgumentException("grid: expected a positive rate, found " + stepsPerSecond);
    }
  }

  /** Step nearest to an originating time (microseconds); halves go to the later step. */
  public long stepAt(long timeMicros) {
    return Math.floorDiv(2 * timeMicros * stepsPerSecond + MICROS, 2 * MICROS);
  }

  /** Originating time of a step in microseconds, rounded down. */
  public long timeOf(long step) {
    return Math.floorDiv(step * MICROS, stepsPerSecond);
  }

  /** First microsecond that belongs to the step: {@code stepAt(startOf(s)) == s}. */
  public long startOf(long step) {
    return -Math.floorDiv(-(2 * step - 1) * MICROS, 2L * stepsPerSecond);
  }

  /** First microsecond after the step. */
  public long endOf(long step) {
    return startOf(step + 1);
  }
}
