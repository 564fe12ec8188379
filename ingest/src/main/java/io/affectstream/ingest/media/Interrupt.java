package io.affectstream.ingest.media;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/** Asked by blocking reads whether to give up: on cancellation, or when a wait takes too long. */
final class Interrupt extends AVIOInterruptCB.Callback_Pointer {

  private final Cancellation cancellation;
  private final long patienceNanos;
  private volatile long since;

  /**
   * @param patience longest wait; zero = for ever
   */
  Interrupt(Cancellation cancellation, Duration patience) {
    this.cancellation = cancellation;
    this.patienceNanos = patience.toNanos();
    this.since = System.nanoTime();
  }

  /** A new wait begins. */
  void begin() {
    since = System.nanoTime();
  }

  /** Whether the wait has taken too long. */
  boolean expired() {
    return patienceNanos > 0 && System.nanoTime() - since > patienceNanos;
  }

  @Override
  public int call(Pointer opaque) {
    return cancellation.cancelled() || expired() ? 1 : 0;
  }
}
