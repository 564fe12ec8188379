package io.affectstream.ingest.media;

/**
 * Unit of a track's timestamps: {@code numerator / denominator} seconds.
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
record TimeBase(int numerator, int denominator) {

  /** Times beyond 300 years come from damaged headers; they are clamped to this limit. */
  private static final long MAX_SECONDS = 10_000_000_000L;

  private static final long MICROS = 1_000_000;

  /** Microseconds of a timestamp, rounded to the nearest. */
  long micros(long timestamp) {
    if (Math.abs((double) timestamp * numerator / denominator) > MAX_SECONDS) {
      return Long.signum(timestamp) * MAX_SECONDS * MICROS;
    }
    long units = timestamp * numerator;
    long whole = Math.floorDiv(units, (long) denominator);
    long rest = Math.floorMod(units, (long) denominator);
    return whole * MICROS + (rest * MICROS + denominator / 2) / denominator;
  }

  /** Timestamp of a time in microseconds, rounded down. */
  long timestamp(long micros) {
    return Math.floorDiv(micros * denominator, MICROS * numerator);
  }
}
