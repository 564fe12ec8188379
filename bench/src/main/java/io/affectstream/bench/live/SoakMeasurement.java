package io.affectstream.bench.live;

import java.io.IOException;
import java.time.Duration;

/** A share of the largest load, for a long time. */
public final class SoakMeasurement {

  private static final int FIRST = 4;
  private static final int LIMIT = 256;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration PROBE = Duration.ofSeconds(20);
  private static final Duration COLLECT_EVERY = Duration.ofMinutes(1);

  private final LiveMeasurement live;

  /** A soak of this kind of load. */
  public SoakMeasurement(LiveMeasurement live) {
    this.live = live;
  }

  /**
   * The largest number of streams held in short probes.
   *
   * @throws IOException if no stream is held
   */
  public int largest() throws Exception {
    int largest = live.largest(FIRST, LIMIT, WARM_UP, PROBE);
    if (largest == 0) {
      throw new IOException("not even one stream is held");
    }
    return largest;
  }

  /** Holds the share {@code load} of that number, at least one stream. */
  public LiveMeasurement.Result run(int largest, double load, Duration duration) throws Exception {
    return live.soak(streams(largest, load), WARM_UP, duration, COLLECT_EVERY);
  }

  /** Streams that are a share of a number, rounded down, at least one. */
  static int streams(int largest, double load) {
    return Math.max(1, (int) Math.floor(largest * load));
  }
}
