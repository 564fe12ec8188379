package io.affectstream.ingest.testing;

import io.affectstream.ingest.Ticker;
import io.affectstream.ingest.media.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody waits. */
public final class FakeTicker implements Ticker {

  private final List<Long> sleeps = new ArrayList<>();
  private long now;

  /** Waits so far in nanoseconds. */
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
