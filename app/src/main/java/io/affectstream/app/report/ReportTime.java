package io.affectstream.app.report;

import io.affectstream.terminal.Unit;
import java.util.Locale;

/**
 * The time axis of a report.
 *
 * @param from first instant, microseconds
 * @param until instant after the last
 * @param columns columns of a chart
 */
record ReportTime(long from, long until, int columns) {

  private static final int MAX_TICKS = 10;
  private static final double[] STEPS = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400
  };

  long length() {
    return until - from;
  }

  /** Position of an instant, from 0 to {@code columns}. */
  double column(long micros) {
    return Math.max(0, Math.min(columns, (double) (micros - from) * columns / length()));
  }

  /** Ticks at round times. */
  String axis() {
    double seconds = length() / 1e6;
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) {
      step = seconds / STEPS[i] <= MAX_TICKS ? STEPS[i] : step;
    }
    StringBuilder axis = new StringBuilder("<div class=\"axis\"><span></span><div>");
    for (long i = (long) Math.ceil(from / 1e6 / step); i * step <= until / 1e6; i++) {
      double share = (i * step - from / 1e6) / seconds;
      if (share <= 0.97) {
        axis.append(
            String.format(
                Locale.ROOT, "<b style=\"left:%.2f%%\">%s</b>", 100 * share, tick(i * step, step)));
      }
    }
    return axis.append("</div></div>").toString();
  }

  private static String tick(double seconds, double step) {
    return step < 1
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : Unit.clock(Math.round(seconds * 1e3));
  }

  /** Microseconds as {@code 1:02.5} minutes or hours. */
  static String clock(long micros) {
    return Unit.clock(micros / 1_000) + String.format(Locale.ROOT, ".%d", micros / 100_000 % 10);
  }
}
