package io.affectstream.training.pool;

import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import java.util.Set;

/**
 * Answers of the experts for one row whose class is known.
 *
 * @param logs log probabilities {@code [modality][8]}, at least {@link #MIN_LOG}; not read for
 *     absent modalities
 * @param subset number of the subset that is present ({@link ModalitySet})
 * @param truth column of the class
 */
public record ExpertAnswer(double[][] logs, int subset, int truth) {

  /** Classes. */
  public static final int CLASSES = Expression.values().length;

  /** Log probabilities are raised to this. */
  public static final float MIN_LOG = -8;

  /** The same answer with only some of the modalities. */
  public ExpertAnswer only(Set<Modality> modalities) {
    return new ExpertAnswer(logs, subset & ModalitySet.of(modalities), truth);
  }

  /** Probabilities of logits. */
  static double[] softmax(double[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    double[] shares = new double[logits.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = Math.exp(logits[c] - max);
      sum += shares[c];
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  /** Column of the largest value. */
  static int likeliest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }
}
