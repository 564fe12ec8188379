package io.affectstream.ingest;

import io.affectstream.ingest.media.Cancellation;

/**
 * Delays media to the configured speed. The first event is due immediately and defines the start.
 */
final class Pacer {

  private static final double NANOS_PER_MICRO = 1_000;

  private final Speed speed;
  private final Ticker ticker;
  private final Cancellation cancellation;
  private boolean started;
  private long startNanos;
  private long startMicros;

  Pacer(Speed speed, Ticker ticker, Cancellation cancellation) {
    this.speed = speed;
    this.ticker = ticker;
    this.cancellation = cancellation;
  }

  /** Waits until media of this time is due; returns early when cancelled. */
  void await(long micros) throws InterruptedException {
    if (!speed.paced()) {
      return;
    }
    if (!started) {
      started = true;
      startNanos = ticker.nanoTime();
      startMicros = micros;
    }
    double due = (micros - startMicros) * NANOS_PER_MICRO / speed.factor();
    long wait = Math.round(due) - (ticker.nanoTime() - startNanos);
    if (wait > 0) {
      ticker.sleep(wait, cancellation);
    }
  }
}
