package io.affectstream.features.smoothing;

/** The vote of the label filter. */
final class Vote {

  private Vote() {}

  /**
   * Most frequent label in {@code labels[from, to)}; among equals {@code preferred}, else the
   * lowest.
   */
  static int mostFrequent(int[] labels, int from, int to, int classes, int preferred) {
    int[] counts = new int[classes];
    for (int i = from; i < to; i++) {
      counts[labels[i]]++;
    }
    int best = 0;
    for (int label = 1; label < classes; label++) {
      if (counts[label] > counts[best]) {
        best = label;
      }
    }
    return preferred >= 0 && counts[preferred] == counts[best] ? preferred : best;
  }
}
