package io.affectstream.jobs.alerts;

import io.affectstream.features.alerts.AlertRow;
import io.affectstream.features.alerts.AlertState;
import io.affectstream.features.alerts.RuleBook;
import io.affectstream.features.alerts.StreamAlerts;
import io.affectstream.operators.output.AlertRecords;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules do on the rows of an earlier run, one stream after the other: the same as the alert
 * stage, apart from the roundings of the rows. Rows do not contain the duration of a frame, which
 * matters only below two frames per second; the distance from the frame before is taken.
 */
public final class RuleCheck {

  private static final List<Expression> EXPRESSIONS = List.of(Expression.values());

  private final RuleBook rules;
  private AlertState state = new AlertState();
  private String role = "";
  private List<Word> words = List.of();
  private int said;
  private long time;
  private long interval;

  RuleCheck(RuleBook rules) {
    this.rules = rules;
  }

  /**
   * Starts a stream.
   *
   * @param streamRole its role; empty if unknown
   * @param spoken its words in order of onset
   */
  public void begin(String streamRole, List<Word> spoken) {
    state = new AlertState();
    role = streamRole;
    words = List.copyOf(spoken);
    said = 0;
    time = Long.MIN_VALUE;
    interval = 0;
  }

  /** Takes the next row, in order of frame and face; the alerts that it triggers. */
  public List<AffectAlert> row(AffectFrame row) {
    if (time != Long.MIN_VALUE && row.getTime() > time) {
      interval = row.getTime() - time;
    }
    time = row.getTime();
    List<String> spoken = new ArrayList<>();
    while (said < words.size() && words.get(said).getStart() <= time) {
      spoken.add(words.get(said++).getText());
    }
    List<AffectAlert> alerts = new ArrayList<>();
    AlertRow view =
        new AlertRow(
            row.getStream(),
            Finality.FINAL,
            role,
            row.getFrame(),
            time,
            interval,
            row.getFace(),
            row.getReason() == Reason.MEASURED,
            row.getSmoothed() == null ? -1 : EXPRESSIONS.indexOf(row.getSmoothed()),
            floats(row.getProbabilities()),
            floats(row.getActionUnits()),
            row.getCoverage().getVoice() > 0,
            row.getCoverage().getWords() > 0,
            row.getFace() < 0 && row.getSpeaking() != null,
            spoken);
    StreamAlerts.row(
        state, rules, view, alert -> alerts.add(AlertRecords.of(alert, row.getBundle())));
    return alerts;
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
