package io.affectstream.bench.load;

/**
 * Monotonic wall-clock time in microseconds: read once, then advanced by the monotonic clock.
 * Thread-safe.
 */
public final class WallClock {

  private static final long MICROS_PER_MILLI = 1_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final long startMicros = System.currentTimeMillis() * MICROS_PER_MILLI;
  private final long startNanos = System.nanoTime();

  /** Now. */
  public long micros() {
    return startMicros + (System.nanoTime() - startNanos) / NANOS_PER_MICRO;
  }
}
