package io.affectstream.training.metrics;

/**
 * Confusion matrix and the figures read from it.
 *
 * @param counts {@code [truth][predicted]}
 */
public record Confusion(long[][] counts) {

  /** An empty matrix. */
  public static Confusion empty(int classes) {
    return new Confusion(new long[classes][classes]);
  }

  /** Counts one sample. */
  public void add(int truth, int predicted) {
    counts[truth][predicted]++;
  }

  /** Share of the samples on the diagonal. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int truth = 0; truth < counts.length; truth++) {
      right += counts[truth][truth];
      for (long count : counts[truth]) {
        all += count;
      }
    }
    return all == 0 ? 0 : right / (double) all;
  }

  /** Recall of a class; 0 if it is absent. */
  public double recall(int label) {
    long all = 0;
    for (long count : counts[label]) {
      all += count;
    }
    return all == 0 ? 0 : counts[label][label] / (double) all;
  }

  /** Mean recall of the classes that occur in the data (unweighted average recall). */
  public double unweightedRecall() {
    double sum = 0;
    int present = 0;
    for (int truth = 0; truth < counts.length; truth++) {
      long all = 0;
      for (long count : counts[truth]) {
        all += count;
      }
      if (all > 0) {
        sum += counts[truth][truth] / (double) all;
        present++;
      }
    }
    return present == 0 ? 0 : sum / present;
  }

  /** F1 of a class; 0 if it is neither present nor predicted. */
  public double f1(int label) {
    long truth = 0;
    long predicted = 0;
    for (int other = 0; other < counts.length; other++) {
      truth += counts[label][other];
      predicted += counts[other][label];
    }
    return truth + predicted == 0 ? 0 : 2.0 * counts[label][label] / (truth + predicted);
  }

  /** Mean F1 of the classes that occur in the data. */
  public double macroF1() {
    double sum = 0;
    int present = 0;
    for (int label = 0; label < counts.length; label++) {
      long truth = 0;
      for (long count : counts[label]) {
        truth += count;
      }
      if (truth > 0) {
        sum += f1(label);
        present++;
      }
    }
    return present == 0 ? 0 : sum / present;
  }
}
