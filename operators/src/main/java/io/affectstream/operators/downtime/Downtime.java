package io.affectstream.operators.downtime;

import org.apache.flink.streaming.api.TimerService;

/**
 * Distinguishes timers that came due while the job was down from those that came due while it ran.
 * After an outage unread records wait in Kafka: the streams were not silent, so each wait restarts
 * with the job.
 *
 * <p>One per instance of a stage, notified of every call first. In a restored instance overdue
 * timers fire first. Not thread-safe.
 */
public final class Downtime {

  private static final long UNKNOWN = Long.MIN_VALUE;

  private long began = UNKNOWN;

  /**
   * Records a call of the instance.
   *
   * @return wall-clock time of its first call, milliseconds
   */
  public long listening(TimerService timers) {
    if (began == UNKNOWN) {
      began = timers.currentProcessingTime();
    }
    return began;
  }

  /** Whether a timer of that time came due before the instance started. */
  public boolean spans(long timestamp, TimerService timers) {
    return timestamp < listening(timers);
  }
}
