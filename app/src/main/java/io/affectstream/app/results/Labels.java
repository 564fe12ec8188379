package io.affectstream.app.results;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import java.util.List;

/** Names of classes in the usual spelling. */
public final class Labels {

  /** In the order of the contract's arrays. */
  public static final List<Expression> EXPRESSIONS = List.of(Expression.values());

  /** In the order of the contract's arrays. */
  public static final List<ActionUnit> UNITS = List.of(ActionUnit.values());

  private Labels() {}

  /** {@code HAPPINESS} as {@code Happiness}. */
  public static String of(Expression expression) {
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
  public static String of(ActionUnit unit) {
    String number = unit.name().substring(2);
    return number.length() == 1 ? "AU0" + number : "AU" + number;
  }

  /** Name of the facial action in the Facial Action Coding System. */
  public static String movement(ActionUnit unit) {
    return switch (unit) {
      case AU1 -> "inner brow raiser";
      case AU2 -> "outer brow raiser";
      case AU4 -> "brow lowerer";
      case AU6 -> "cheek raiser";
      case AU7 -> "lid tightener";
      case AU10 -> "upper lip raiser";
      case AU12 -> "lip corner puller";
      case AU15 -> "lip corner depressor";
      case AU23 -> "lip tightener";
      case AU24 -> "lip pressor";
      case AU25 -> "lips part";
      case AU26 -> "jaw drop";
    };
  }
}
