package io.affectstream.app.report;

import io.affectstream.app.results.Labels;
import io.affectstream.schemas.ActionUnit;
import java.util.Set;
import java.util.stream.Collectors;

/** The note below a chart that has action units without a decision. */
final class UndecidedUnits {

  private UndecidedUnits() {}

  /** A paragraph of HTML; empty if there are none. */
  static String note(Set<ActionUnit> units) {
    if (units.isEmpty()) {
      return "";
    }
    return units.stream()
        .map(Labels::of)
        .collect(
            Collectors.joining(
                ", ",
                "<p class=\"note\">",
                ": probability only; the model cannot tell them reliably.</p>"));
  }
}
