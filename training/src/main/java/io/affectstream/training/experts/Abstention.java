package io.affectstream.training.experts;

import java.util.Arrays;

/**
 * From which confidence on an answer is given, so that a share of the answers is.
 *
 * @param threshold least confidence of an answer that is given
 * @param error share of wrong answers among all
 * @param kept share of wrong answers among those given
 */
public record Abstention(double threshold, double error, double kept) {

  /**
   * The threshold that keeps a share of the answers.
   *
   * @param confidences of answers that choose, at least one
   * @param right whether each is right
   * @param coverage share that is kept, in (0, 1]
   */
  public static Abstention of(double[] confidences, boolean[] right, double coverage) {
    double[] sorted = confidences.clone();
    Arrays.sort(sorted);
    int dropped = (int) Math.floor((1 - coverage) * sorted.length);
    double threshold = sorted[Math.min(sorted.length - 1, dropped)];
    int given = 0;
    int wrong = 0;
    int wrongGiven = 0;
    for (int i = 0; i < confidences.length; i++) {
      wrong += right[i] ? 0 : 1;
      if (confidences[i] >= threshold) {
        given++;
        wrongGiven += right[i] ? 0 : 1;
      }
    }
    return new Abstention(
        threshold, wrong / (double) confidences.length, wrongGiven / (double) given);
  }

  /** Whether the given answers are wrong at most half as often as all. */
  public boolean halvesTheError() {
    return kept <= error / 2;
  }
}
