package io.affectstream.operators.downtime;

import org.apache.flink.streaming.api.TimerService;

/**
 * Tells timers that came due while the job was down from those that came due while it listened.
 * After an outage records wait in Kafka that the job could not hear: nobody was silent, and no
 * grace is over, so each wait begins anew with the job.
 *
 * <p>One per instance of a stage, told of every call before anything else. An instance that was
 * restored hears of its overdue timers first. Not thread-safe.
 */
public final class Downtime {

  private static final long UNKNOWN = Long.MIN_VALUE;

  private long began = UNKNOWN;

  /**
   * The instance is called.
   *
   * @return wall-clock time of its first call, milliseconds
   */
  public long listening(TimerService timers) {
    if (began == UNKNOWN) {
      began = timers.currentProcessingTime();
    }
    return began;
  }

  /** Whether a timer of that time came due before the instance listened. */
  public boolean spans(long timestamp, TimerService timers) {
    return timestamp < listening(timers);
  }
}
