package io.affectstream.features.alerts;

import java.util.Arrays;

/**
 * The minimum or maximum of the last rows of a sliding period. Keeps only the rows that may still
 * become the extreme. Public fields: it is checkpointed.
 */
public final class Extremes {

  private static final int INITIAL = 8;

  /** Originating times of the kept rows, ascending, microseconds; from {@link #first}. */
  public long[] times = {};

  /** Their values: ascending for a minimum, descending for a maximum. */
  public float[] values = {};

  /** Index of the first kept row. */
  public int first;

  /** Number of kept rows. */
  public int count;

  /** No rows. */
  public Extremes() {}

  /**
   * Adds a row.
   *
   * @param minimum whether the minimum is sought
   * @param from originating time before which rows no longer count, microseconds
   * @return the extreme of the rows from then on, including this one
   */
  float add(boolean minimum, long time, float value, long from) {
    while (count > 0 && times[first] < from) {
      first++;
      count--;
    }
    while (count > 0 && covers(minimum, value, values[first + count - 1])) {
      count--;
    }
    if (first + count == times.length) {
      makeRoom();
    }
    times[first + count] = time;
    values[first + count] = value;
    count++;
    return values[first];
  }

  private static boolean covers(boolean minimum, float value, float earlier) {
    return minimum ? value <= earlier : value >= earlier;
  }

  /** Moves the kept rows to the front, of larger arrays if they fill more than half. */
  private void makeRoom() {
    int capacity = 2 * count >= times.length ? Math.max(INITIAL, 2 * times.length) : times.length;
    long[] movedTimes = Arrays.copyOf(Arrays.copyOfRange(times, first, first + count), capacity);
    values = Arrays.copyOf(Arrays.copyOfRange(values, first, first + count), capacity);
    times = movedTimes;
    first = 0;
  }
}
