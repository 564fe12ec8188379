package io.affectstream.training.metrics;

/**
 * The expected calibration error of Guo et al. 2017: mean distance between confidence and accuracy
 * over {@value #BINS} bins of equal width, weighted by their items.
 */
public final class CalibrationError {

  private static final int BINS = 15;

  private final double[] distance = new double[BINS];
  private long items;

  /** Counts one answer and whether it was right. */
  public void add(double confidence, boolean right) {
    int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
    distance[bin] += confidence - (right ? 1 : 0);
    items++;
  }

  /** The error in [0, 1]; 0 of nothing. */
  public double value() {
    double sum = 0;
    for (double bin : distance) {
      sum += Math.abs(bin);
    }
    return items == 0 ? 0 : sum / items;
  }
}
