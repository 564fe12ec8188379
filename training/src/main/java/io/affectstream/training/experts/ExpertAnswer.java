package io.affectstream.training.experts;

import io.affectstream.schemas.Expression;
import io.affectstream.training.corpus.Part;
import java.util.Set;

/**
 * The answers of the experts for one row with known truth.
 *
 * @param logarithms log probabilities {@code [part][8]}; those of absent parts are not read
 * @param subset number of the subset that is present ({@link PartSet})
 * @param truth column of the class
 */
public record ExpertAnswer(float[][] logarithms, int subset, int truth) {

  /** Classes. */
  public static final int CLASSES = Expression.values().length;

  /** The same answer where only some of its parts are present. */
  public ExpertAnswer only(Set<Part> parts) {
    return new ExpertAnswer(logarithms, subset & PartSet.of(parts), truth);
  }

  static double[] softmax(double[] logits) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      greatest = Math.max(greatest, logit);
    }
    double sum = 0;
    double[] shares = new double[logits.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = Math.exp(logits[c] - greatest);
      sum += shares[c];
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }
}
