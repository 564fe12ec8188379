package io.affectstream.ingest;

import io.affectstream.ingest.media.Cancellation;

/** Clock of the pacing of a stream. */
public interface Ticker {

  /** The system clock. */
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
   * Waits until the time has passed or playing is cancelled.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(long nanos, Cancellation cancellation) throws InterruptedException;
}
