package io.affectstream.app.alerts;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.terminal.Unit;
import java.util.Locale;
import java.util.stream.Collectors;

/** An alert as a line of text. */
public final class AlertText {

  private AlertText() {}

  /** The line, e.g. {@code talk 0:12.3 CRITICAL angry, face 0 (anger 0.81): anger over 0.6}. */
  public static String of(AffectAlert alert) {
    String subject = alert.getFace() < 0 ? "" : ", face " + alert.getFace();
    return "%s %s.%d %s %s%s%s: %s"
        .formatted(
            alert.getStream(),
            Unit.clock(Math.floorDiv(alert.getTime(), 1_000L)),
            Math.floorMod(Math.floorDiv(alert.getTime(), 100_000L), 10L),
            alert.getSeverity(),
            alert.getRule(),
            subject,
            details(alert),
            alert.getText().replaceAll("\\s+", " "));
  }

  private static String details(AffectAlert alert) {
    String readings =
        alert.getReadings().stream()
            .map(
                reading ->
                    String.format(Locale.ROOT, "%s %.2f", reading.getMeasure(), reading.getValue()))
            .collect(Collectors.joining(", "));
    String words =
        alert.getWords().stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", "));
    String all = readings.isEmpty() || words.isEmpty() ? readings + words : readings + ", " + words;
    return all.isEmpty() ? "" : " (" + all + ")";
  }
}
