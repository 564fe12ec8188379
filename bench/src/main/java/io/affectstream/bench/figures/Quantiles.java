package io.affectstream.bench.figures;

/**
 * Quantiles of any number of values in fixed memory: values are counted in steps of 1; values
 * outside the range count as its nearest end. Not thread-safe.
 */
public final class Quantiles {

  private final long least;
  private final long[] counts;
  private long size;

  /**
   * Without values.
   *
   * @param least lower end of the range
   * @param greatest upper end of the range
   */
  public Quantiles(int least, int greatest) {
    this.least = least;
    this.counts = new long[Math.addExact(Math.subtractExact(greatest, least), 1)];
  }

  /** Adds a value. */
  public void add(double value) {
    long step = Math.round(value) - least;
    counts[(int) Math.max(0, Math.min(counts.length - 1, step))]++;
    size++;
  }

  /** Number of values. */
  public long size() {
    return size;
  }

  /**
   * The smallest value that at least a share {@code q} of the values does not exceed; NaN without
   * values.
   *
   * @param q in [0, 1]
   */
  public double at(double q) {
    if (size == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(q * size));
    int step = 0;
    for (long seen = counts[0]; seen < rank; seen += counts[step]) {
      step++;
    }
    return least + (double) step;
  }
}
