package io.affectstream.features.smoothing;

/**
 * Reference definition of the label filter, for a whole sequence (Zhang et al. 2022, 3.3).
 *
 * <p>A run is a maximal sequence of equal labels. A run of at most {@code threshold} frames is an
 * outlier and takes the most frequent label of the given sequence in the window that reaches {@code
 * window} frames beyond it to each side, cut to the sequence, the run itself included. Ties go to
 * the label chosen for the preceding run if it is among them, else to the lowest. Unlike in the
 * authors' code, votes never use corrected labels, so that a streaming form can return the same
 * labels.
 */
public final class BatchSmoother {

  private final SmoothingConfig config;

  public BatchSmoother(SmoothingConfig config) {
    this.config = config;
  }

  /**
   * The smoothed labels.
   *
   * @param labels one label per frame, in [0, classes); not modified
   * @throws IllegalArgumentException if a label is out of range
   */
  public int[] smooth(int[] labels) {
    for (int label : labels) {
      config.checkLabel(label);
    }
    int[] smoothed = new int[labels.length];
    int preceding = -1;
    int start = 0;
    while (start < labels.length) {
      int end = endOfRun(labels, start);
      preceding = decide(labels, start, end, preceding);
      for (int i = start; i < end; i++) {
        smoothed[i] = preceding;
      }
      start = end;
    }
    return smoothed;
  }

  private static int endOfRun(int[] labels, int start) {
    int end = start;
    while (end < labels.length && labels[end] == labels[start]) {
      end++;
    }
    return end;
  }

  private int decide(int[] labels, int start, int end, int preceding) {
    int label = labels[start];
    if (end - start > config.threshold(label)) {
      return label;
    }
    int from = Math.max(0, start - config.window(label));
    int to = Math.min(labels.length, end + config.window(label));
    return Vote.mostFrequent(labels, from, to, config.classes(), preceding);
  }
}
