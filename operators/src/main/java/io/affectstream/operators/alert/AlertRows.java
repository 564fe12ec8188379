package io.affectstream.operators.alert;

import io.affectstream.features.alerts.AlertRow;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.words.SpokenText;
import io.affectstream.schemas.Reason;

/** Rows as rules read them. */
final class AlertRows {

  private AlertRows() {}

  /** What rules read of a row that is not an end mark. */
  static AlertRow of(DecidedRow decided) {
    FusedRow row = decided.row();
    return new AlertRow(
        decided.stream(),
        decided.speech().role(),
        row.frame(),
        row.time(),
        row.interval(),
        row.face(),
        row.reason() == Reason.MEASURED,
        decided.smoothed(),
        row.expression(),
        row.actionUnits(),
        row.coverage().voice() > 0,
        row.coverage().words() > 0,
        row.isOffScreen(),
        decided.speech().words().stream().map(SpokenText::text).toList());
  }
}
