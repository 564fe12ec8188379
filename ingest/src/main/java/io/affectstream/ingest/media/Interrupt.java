package io.affectstream.ingest.media;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/** Interrupts blocking reads on cancellation or when a wait takes too long. */
final class Interrupt extends AVIOInterruptCB.Callback_Pointer {

  private final Cancellation cancellation;
  private final long patienceNanos;
  private volatile long since;

  /**
   * @param patience longest wait; zero = unlimited
   */
  Interrupt(Cancellation cancellation, Duration patience) {
    this.cancellation = cancellation;
    this.patienceNanos = patience.toNanos();
    this.since = System.nanoTime();
  }

  /** Starts a new wait. */
  void begin() {
    since = System.nanoTime();
  }

  /** Whether the wait took too long. */
  boolean expired() {
    return patienceNanos > 0 && System.nanoTime() - since > patienceNanos;
  }

  @Override
  public int call(Pointer opaque) {
    return cancellation.cancelled() || expired() ? 1 : 0;
  }
}
