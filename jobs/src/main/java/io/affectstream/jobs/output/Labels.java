package io.affectstream.jobs.output;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import java.util.List;

/** Names of classes as people and other tools write them. */
final class Labels {

  /** In the order of the contract's arrays. */
  static final List<Expression> EXPRESSIONS = List.of(Expression.values());

  /** In the order of the contract's arrays. */
  static final List<ActionUnit> UNITS = List.of(ActionUnit.values());

  private Labels() {}

  /** {@code HAPPINESS} as {@code Happiness}. */
  static String of(Expression expression) {
    return switch (expression) {
      case NEUTRAL -> "Neutral";
      case ANGER -> "Anger";
      case DISGUST -> "Disgust";
      case FEAR -> "Fear";
      case HAPPINESS -> "Happiness";
      case SADNESS -> "Sadness";
      case SURPRISE -> "Surprise";
      case OTHER -> "Other";
    };
  }

  /** {@code AU6} as {@code AU06}, as in OpenFace. */
  static String of(ActionUnit unit) {
    String number = unit.name().substring(2);
    return number.length() == 1 ? "AU0" + number : "AU" + number;
  }
}
