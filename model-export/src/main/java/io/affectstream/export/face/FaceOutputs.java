package io.affectstream.export.face;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.metrics.Confusion;
import java.util.List;

/**
 * Outputs of the graph for a list of images.
 *
 * @param expression logits {@code [n][8]}
 * @param actionUnits logits {@code [n][12]}
 * @param embedding {@code [n][16]}
 */
public record FaceOutputs(float[][] expression, float[][] actionUnits, float[][] embedding) {

  /** Confusion of the expressions with their labels. */
  public Confusion expressions(List<Expression> labels) {
    Confusion confusion = Confusion.empty(Expression.values().length);
    for (int i = 0; i < expression.length; i++) {
      confusion.add(Columns.of(labels.get(i)), Columns.of(Columns.likeliest(expression[i])));
    }
    return confusion;
  }
}
