package io.affectstream.ingest.testing;

import io.affectstream.ingest.Ticker;
import io.affectstream.ingest.media.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** Clock that advances only during waits. */
public final class FakeTicker implements Ticker {

  private final List<Long> sleeps = new ArrayList<>();
  private long now;

  /** Total of the waits in nanoseconds. */
  public List<Long> sleeps() {
    return List.copyOf(sleeps);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void sleep(long nanos, Cancellation cancellation) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(nanos);
    now += nanos;
  }
}
