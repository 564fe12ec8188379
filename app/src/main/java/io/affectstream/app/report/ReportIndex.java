package io.affectstream.app.report;

import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.app.results.Strip;
import io.affectstream.schemas.Reason;
import io.affectstream.terminal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** {@code report.html}: one line per stream of a run, with a link to its own report. */
public final class ReportIndex {

  /** Name of the file. */
  public static final String NAME = "report.html";

  private static final int COLUMNS = 240;

  private ReportIndex() {}

  /** Writes the page that lists all streams. */
  public static void write(
      Path folder, Map<String, StreamTimeline> streams, Map<String, StreamSummary> summaries)
      throws IOException {
    StringBuilder html = new StringBuilder("<header><h1>Affectstream</h1><p>");
    html.append(streams.size()).append(" streams</p></header>\n<table class=\"streams\">\n");
    html.append("<tr><th>stream<th>length<th>frames<th>faces<th>measured<th></tr>\n");
    streams.forEach((stream, data) -> html.append(row(stream, data, summaries.get(stream))));
    ReportFrame.write(folder.resolve(NAME), "report", html.append("</table>\n").toString());
  }

  private static String row(String stream, StreamTimeline data, StreamSummary summary) {
    return "<tr><td><a href=\"%s\">%s</a>%s<td>%s<td>%d<td>%d<td>%d<td>%s</tr>\n"
        .formatted(
            ReportPage.name(stream).replace("%", "%25"),
            Html.escape(stream) + (summary.incomplete().isPresent() ? " (incomplete source)" : ""),
            source(summary),
            ReportTime.clock(summary.end() - summary.start()),
            summary.frames(),
            summary.faces(),
            summary.rows(Reason.MEASURED),
            ribbon(data, summary));
  }

  private static String source(StreamSummary summary) {
    return summary.source().isEmpty()
        ? ""
        : "<br><small>%s</small>".formatted(Html.escape(Printable.of(summary.source())));
  }

  /** Label of the face with the most frames. */
  private static String ribbon(StreamTimeline data, StreamSummary summary) {
    long from = summary.start();
    long until = Math.max(from + 1, summary.end());
    long frame = (until - from) / Math.max(1, summary.frames());
    return data.strips().entrySet().stream()
        .max(
            Comparator.comparing((Map.Entry<Integer, Strip> strip) -> strip.getKey() >= 0)
                .thenComparing(strip -> strip.getValue().frames())
                .thenComparing(strip -> -strip.getKey()))
        .map(strip -> strip.getValue().cells(from, until, frame, COLUMNS))
        .map(cells -> ReportChart.svg(COLUMNS, ReportChart.ribbon(cells, ReportPage::css)))
        .orElse("");
  }
}
