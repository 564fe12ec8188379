package io.affectstream.models.served;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import java.util.List;

/**
 * Result of a bundle for an item.
 *
 * @param probabilities one per class in the order of {@link Expression}, sum 1
 */
public record Estimate(List<Double> probabilities) {

  /** The likeliest class; the first of equal ones. */
  public Expression expression() {
    return Columns.expression(best());
  }

  /** Probability of the likeliest class. */
  public double confidence() {
    return probabilities.get(best());
  }

  private int best() {
    int best = 0;
    for (int c = 1; c < probabilities.size(); c++) {
      best = probabilities.get(c) > probabilities.get(best) ? c : best;
    }
    return best;
  }
}
