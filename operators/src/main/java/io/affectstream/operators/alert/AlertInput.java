package io.affectstream.operators.alert;

import io.affectstream.features.alerts.AlertRow;
import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.words.Speech;
import io.affectstream.features.words.SpokenText;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Reason;
import java.io.Serializable;
import java.util.List;

/**
 * What rules read of a kind of rows.
 *
 * @param <T> row, or a mark between rows
 */
interface AlertInput<T> extends Serializable {

  /** Final rows, to which every rule applies. */
  AlertInput<DecidedRow> FINAL =
      new AlertInput<>() {
        @Override
        public RuleVersion version(RuleVersion version) {
          return version;
        }

        @Override
        public boolean closes(DecidedRow decided) {
          return decided.close().isEnd();
        }

        @Override
        public List<Integer> gone(DecidedRow decided) {
          return decided.row() == null ? List.of(decided.goneFace()) : List.of();
        }

        @Override
        public AlertRow row(DecidedRow decided) {
          return decided.row() == null
              ? null
              : of(
                  decided.stream(),
                  Finality.FINAL,
                  decided.speech(),
                  decided.row(),
                  decided.smoothed());
        }
      };

  /** Provisional rows, to which the early rules apply. */
  AlertInput<LiveRow> PROVISIONAL =
      new AlertInput<>() {
        @Override
        public RuleVersion version(RuleVersion version) {
          return version.early()
              ? version
              : RuleVersion.withdrawn(version.rule(), version.effectiveFrom());
        }

        @Override
        public boolean closes(LiveRow live) {
          return live.row() == null;
        }

        @Override
        public List<Integer> gone(LiveRow live) {
          return live.gone();
        }

        @Override
        public AlertRow row(LiveRow live) {
          Speech speech = new Speech(live.role(), List.of());
          return live.row() == null
              ? null
              : of(live.stream(), Finality.PROVISIONAL, speech, live.row(), live.smoothed());
        }
      };

  /** The version as it applies to these rows; withdrawn if it does not. */
  RuleVersion version(RuleVersion version);

  /** Whether the stream is over. */
  boolean closes(T row);

  /** Faces that have left before the row. */
  List<Integer> gone(T row);

  /** What rules read of it; {@code null} for a mark. */
  AlertRow row(T row);

  private static AlertRow of(
      String stream, Finality finality, Speech speech, FusedRow row, int label) {
    return new AlertRow(
        stream,
        finality,
        speech.role(),
        row.frame(),
        row.time(),
        row.interval(),
        row.face(),
        row.reason() == Reason.MEASURED,
        label,
        row.expression(),
        row.actionUnits(),
        row.coverage().voice() > 0,
        row.coverage().words() > 0,
        row.isOffScreen(),
        speech.words().stream().map(SpokenText::text).toList());
  }
}
