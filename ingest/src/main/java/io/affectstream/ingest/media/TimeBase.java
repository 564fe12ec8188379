package io.affectstream.ingest.media;

/**
 * Unit of a track's timestamps: {@code numerator / denominator} seconds.
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
record TimeBase(int numerator, int denominator) {

  /** Microseconds of a timestamp, rounded to the nearest. */
  long micros(long timestamp) {
    long units = Math.multiplyExact(timestamp, (long) numerator);
    long whole = Math.floorDiv(units, (long) denominator);
    long rest = Math.floorMod(units, (long) denominator);
    return whole * 1_000_000 + (rest * 1_000_000 + denominator / 2) / denominator;
  }
}
