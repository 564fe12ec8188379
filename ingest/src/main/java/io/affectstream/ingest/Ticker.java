package io.affectstream.ingest;

import io.affectstream.ingest.media.Cancellation;

/** Time as the pacing of a stream sees it. */
public interface Ticker {

  /** The machine's clock. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos, Cancellation cancellation) throws InterruptedException {
          cancellation.await(nanos);
        }
      };

  /** Nanoseconds since some fixed instant. */
  long nanoTime();

  /**
   * Waits, at most until cancelled.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(long nanos, Cancellation cancellation) throws InterruptedException;
}
