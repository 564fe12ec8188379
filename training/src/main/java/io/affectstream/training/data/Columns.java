package io.affectstream.training.data;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;

/** Column of a label in targets and logits: its index in the schema, which is the contract. */
public final class Columns {

  private Columns() {}

  /** Column of an expression class, 0 to 7. */
  @SuppressWarnings("EnumOrdinal")
  public static int of(Expression expression) {
    return expression.ordinal();
  }

  /** Column of an action unit, 0 to 11. */
  @SuppressWarnings("EnumOrdinal")
  public static int of(ActionUnit unit) {
    return unit.ordinal();
  }

  /** Expression class of a column. */
  @SuppressWarnings("EnumOrdinal")
  public static Expression expression(int column) {
    return Expression.values()[column];
  }

  /** Class with the maximum value in a row of eight; the first of equal ones. */
  public static Expression likeliest(float[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return expression(best);
  }
}
