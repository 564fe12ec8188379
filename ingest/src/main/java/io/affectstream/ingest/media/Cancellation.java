package io.affectstream.ingest.media;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to stop, checked by blocking reads, waits and loops. Cannot be reset. An interrupt of
 * the working thread counts as a request. Thread-safe.
 */
public final class Cancellation {

  private final CountDownLatch requested = new CountDownLatch(1);

  /** Requests the stop; returns immediately. */
  public void cancel() {
    requested.countDown();
  }

  /** Whether the stop was requested, by {@link #cancel} or by interrupting this thread. */
  public boolean cancelled() {
    return requested.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  /**
   * Waits until the time has passed or the stop is requested.
   *
   * @param nanos longest wait in nanoseconds
   * @throws InterruptedException if the thread is interrupted
   */
  public void await(long nanos) throws InterruptedException {
    if (requested.await(nanos, TimeUnit.NANOSECONDS)) {
      return;
    }
  }
}
