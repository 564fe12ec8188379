package io.affectstream.features.rows;

/**
 * Bounds of a bundle on the probabilities of a row.
 *
 * @param abstain least probability of the best class of a certain row
 * @param include least probability of a class that is plausible; the plausible classes contain the
 *     truth in 90 % of cases
 */
public record Certainty(float abstain, float include) {

  /** Of a bundle that has no bounds: nothing is known. */
  public static final Certainty UNKNOWN = new Certainty(-1, -1);

  /** Whether the bundle has bounds. */
  public boolean isKnown() {
    return abstain >= 0;
  }

  /** Whether the best class of a row is less probable than the bundle requires. */
  public boolean isUncertain(float[] probabilities) {
    return isKnown() && probabilities[RowSmoother.mostProbable(probabilities)] < abstain;
  }

  /** Whether a class is plausible: the best one always is. */
  public boolean isPlausible(float[] probabilities, int label) {
    return isKnown()
        && (probabilities[label] >= include || label == RowSmoother.mostProbable(probabilities));
  }
}
