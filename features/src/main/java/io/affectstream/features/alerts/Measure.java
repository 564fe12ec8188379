package io.affectstream.features.alerts;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A probability of a row.
 *
 * @param name as written in rules: an expression in lower case, or an action unit
 * @param actionUnit whether it is an action unit
 * @param index index in the order of the contracts
 */
public record Measure(String name, boolean actionUnit, int index) {

  /** All measures: the eight expressions, then the twelve action units. */
  public static final List<Measure> ALL = all();

  private static List<Measure> all() {
    List<Measure> all = new ArrayList<>();
    for (Expression expression : Expression.values()) {
      all.add(new Measure(expression.name().toLowerCase(Locale.ROOT), false, all.size()));
    }
    int expressions = all.size();
    for (ActionUnit unit : ActionUnit.values()) {
      all.add(new Measure(unit.name(), true, all.size() - expressions));
    }
    return Collections.unmodifiableList(all);
  }

  /** The measure with that name, in any case; {@code AU04} is {@code AU4}. */
  static Optional<Measure> named(String name) {
    String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^AU0", "AU");
    return ALL.stream().filter(measure -> measure.name.equalsIgnoreCase(plain)).findFirst();
  }

  /** Its value in a row; NaN if the row has no such probability. */
  float of(AlertRow row) {
    float[] values = actionUnit ? row.actionUnits() : row.expression();
    return index < values.length ? values[index] : Float.NaN;
  }
}
