package io.affectstream.operators.source;

import java.time.Duration;
import java.util.OptionalLong;

/** Admits one event per period and counts the others, for log lines. Not thread-safe. */
public final class EventLimit {

  private final long periodNanos;
  private boolean begun;
  private long last;
  private long heldBack;

  /**
   * @param period least time between two admitted events
   */
  public EventLimit(Duration period) {
    periodNanos = period.toNanos();
  }

  /**
   * An event.
   *
   * @param nanos time of a monotonic clock
   * @return number of events held back since the last admitted one; empty if this is held back too
   */
  public OptionalLong admit(long nanos) {
    if (begun && nanos - last < periodNanos) {
      heldBack++;
      return OptionalLong.empty();
    }
    long before = heldBack;
    begun = true;
    last = nanos;
    heldBack = 0;
    return OptionalLong.of(before);
  }
}
