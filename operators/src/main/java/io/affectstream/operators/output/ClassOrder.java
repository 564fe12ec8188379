package io.affectstream.operators.output;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import java.util.List;

/** The columns of the heads: classes and action units in the order of the contracts. */
final class ClassOrder {

  static final List<Expression> EXPRESSIONS = List.of(Expression.values());
  static final List<ActionUnit> ACTION_UNITS = List.of(ActionUnit.values());

  private ClassOrder() {}
}
