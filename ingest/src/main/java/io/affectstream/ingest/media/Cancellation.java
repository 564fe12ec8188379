package io.affectstream.ingest.media;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to stop, seen by blocking reads, waits and loops. Once cancelled it stays so. An
 * interrupt of the working thread counts as a request. Thread-safe.
 */
public final class Cancellation {

  private final CountDownLatch requested = new CountDownLatch(1);

  /** Asks for the stop; returns at once. */
  public void cancel() {
    requested.countDown();
  }

  /** Whether the stop was asked for, by {@link #cancel} or by interrupting this thread. */
  public boolean cancelled() {
    return requested.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  /**
   * Waits, at most until cancelled.
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
