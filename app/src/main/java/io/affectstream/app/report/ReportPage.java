package io.affectstream.app.report;

import io.affectstream.app.files.FileNames;
import io.affectstream.app.results.EpisodeLine;
import io.affectstream.app.results.FaceSeries;
import io.affectstream.app.results.Labels;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.app.results.Strip;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.Word;
import io.affectstream.terminal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code STREAM.report.html}: one stream for a browser. A single self-contained file that works
 * offline and can be sent; it contains no images of people. The same results yield the same file.
 */
public final class ReportPage {

  /** Suffix of the files' names. */
  public static final String SUFFIX = ".report.html";

  private static final int MAX_COLUMNS = 480;
  private static final int MAX_FACES = 12;
  private static final int MAX_EPISODES = 500;
  private static final List<String> CLASSES =
      Labels.EXPRESSIONS.stream().map(ReportPage::css).toList();

  private final String stream;
  private final StreamTimeline data;
  private final StreamSummary summary;
  private final ReportTime time;
  private final StringBuilder html = new StringBuilder();

  private ReportPage(String stream, StreamTimeline data, StreamSummary summary) {
    this.stream = stream;
    this.data = data;
    this.summary = summary;
    int columns = (int) Math.max(1, Math.min(MAX_COLUMNS, summary.frames()));
    this.time =
        new ReportTime(summary.start(), Math.max(summary.start() + 1, summary.end()), columns);
  }

  /** Name of the file. */
  public static String name(String stream) {
    return FileNames.of(stream) + SUFFIX;
  }

  /** Writes the page of one stream. */
  public static void write(Path folder, String stream, StreamTimeline data, StreamSummary summary)
      throws IOException {
    ReportPage page = new ReportPage(stream, data, summary);
    page.body();
    ReportFrame.write(folder.resolve(name(stream)), stream, page.html.toString());
  }

  private void body() {
    html.append("<header><h1>").append(Html.escape(stream)).append("</h1>");
    if (!summary.source().isEmpty()) {
      paragraph(Printable.of(summary.source()));
    }
    html.append("<p>").append(figures()).append("</p>");
    summary.notes().forEach(note -> paragraph("Note: " + Printable.of(note)));
    html.append("</header>\n");
    shares();
    List<Integer> faces =
        data.strips().entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<Integer, Strip> s) -> -s.getValue().frames())
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    summary.incomplete().ifPresent(why -> paragraph("Incomplete source: " + why + "."));
    faces.stream().limit(MAX_FACES).forEach(this::face);
    if (faces.size() > MAX_FACES) {
      paragraph("%d more faces in the table of frames.".formatted(faces.size() - MAX_FACES));
    }
    words();
    episodes();
  }

  private String figures() {
    StringBuilder text = new StringBuilder();
    text.append(ReportTime.clock(time.length())).append(" long, ");
    text.append(count(summary.frames(), "frame")).append(", ");
    text.append(count(summary.faces(), "face")).append(", ");
    text.append(count(summary.rows(Reason.MEASURED), "measured row"));
    if (summary.uncertain() > 0) {
      text.append(", ").append(summary.uncertain()).append(" of them uncertain (pale)");
    }
    summary.reasons().entrySet().stream()
        .filter(reason -> reason.getKey() != Reason.MEASURED)
        .forEach(reason -> text.append(", ").append(reason.getValue() + " " + reason.getKey()));
    if (summary.crowdedFrames() > 0) {
      text.append("; more faces than vision.max-faces in ")
          .append(count(summary.crowdedFrames(), "frame"));
    }
    return text + "; bundle " + Html.escape(String.join(", ", summary.bundles()));
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private void shares() {
    Map<Expression, Double> seconds = summary.secondsPerExpression();
    double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    if (all == 0) {
      return;
    }
    html.append("<section><h2>Expressions</h2><div class=\"shares\">");
    seconds.forEach(
        (expression, share) ->
            html.append(
                "<i class=\"%s\" style=\"width:%s%%\"></i>"
                    .formatted(css(expression), fixed(100 * share / all, 2))));
    html.append("</div><ul class=\"legend\">");
    for (Expression expression : Labels.EXPRESSIONS) {
      double share = seconds.getOrDefault(expression, 0.0);
      html.append(
          "<li%s><i class=\"%s\"></i>%s <b>%s s</b></li>"
              .formatted(
                  share == 0 ? " class=\"none\"" : "",
                  css(expression),
                  Labels.of(expression),
                  fixed(share, 1)));
    }
    html.append("</ul></section>\n");
  }

  private void face(int face) {
    Strip strip = data.strips().get(face);
    FaceSeries series = data.series().get(face);
    long frame = time.length() / Math.max(1, summary.frames());
    double[][] columns = series.columns(time.from(), time.until(), frame, time.columns());
    char[] cells = strip.cells(time.from(), time.until(), frame, time.columns());
    html.append("<section class=\"face\"><h2>%s</h2><div class=\"chart\">".formatted(title(face)));
    lane("expression", "ribbon", ReportChart.ribbon(cells, ReportPage::css));
    lane("probability", "tall", ReportChart.stack(CLASSES, columns, FaceSeries.EXPRESSIONS));
    if (series.hasUnits()) {
      for (ActionUnit unit : Labels.UNITS) {
        int number = FaceSeries.UNITS + Labels.UNITS.indexOf(unit);
        String area = ReportChart.area("unit", new double[columns.length], values(columns, number));
        lane(Labels.of(unit) + " " + Labels.movement(unit), "", area + active(face, unit));
      }
    }
    wordLane();
    coverage(columns);
    html.append(time.axis()).append("</div><p class=\"readout\">&nbsp;</p>");
    html.append(UndecidedUnits.note(series.undecided()));
    html.append(ReportData.script(time, columns, series.hasUnits())).append("</section>\n");
  }

  private static String title(int face) {
    return face < 0 ? "Without a face" : "Face " + face;
  }

  private void lane(String name, String css, String shapes) {
    html.append("<div class=\"lane ").append(css).append("\"><span>").append(Html.escape(name));
    html.append("</span>").append(ReportChart.svg(time.columns(), shapes)).append("</div>\n");
  }

  private String active(int face, ActionUnit unit) {
    return data.episodes().stream()
        .filter(episode -> episode.face() == face && episode.unit().equals(Optional.of(unit)))
        .map(episode -> bar("active", episode.onset(), episode.offset(), span(episode)))
        .collect(Collectors.joining());
  }

  private String bar(String css, long onset, long offset, String title) {
    return ReportChart.bar(css, time.column(onset), time.column(offset), title);
  }

  private void wordLane() {
    if (!data.words().isEmpty()) {
      lane(
          "words",
          "thin",
          data.words().stream()
              .map(word -> bar("word", word.getStart(), word.getEnd(), word.getText()))
              .collect(Collectors.joining()));
    }
  }

  private void coverage(double[][] columns) {
    List<String> names = List.of("face", "voice", "words");
    for (int i = 0; i < names.size(); i++) {
      double[] values = values(columns, FaceSeries.COVERAGE + i);
      String area = ReportChart.area("coverage", new double[values.length], values);
      lane(names.get(i) + " coverage", "thin", area);
    }
  }

  private static double[] values(double[][] columns, int number) {
    double[] values = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = columns[i][number];
    }
    return values;
  }

  private void words() {
    if (data.words().isEmpty() && data.noWords() == NoWords.NONE) {
      return;
    }
    html.append("<section><h2>Words</h2>");
    if (data.noWords() != NoWords.NONE) {
      paragraph("No words: " + data.noWords());
    }
    for (StreamTimeline.Turn turn : data.turns()) {
      html.append("<p class=\"said\">");
      if (turn.speaker().isPresent()) {
        html.append("<b>").append(turn.label()).append("</b> ");
      }
      for (Word word : turn.words()) {
        html.append(
            "<span title=\"%s s\">%s</span> "
                .formatted(fixed(word.getStart() / 1e6, 2), Html.escape(word.getText())));
      }
      html.append("</p>");
    }
    html.append("</section>\n");
  }

  private void episodes() {
    List<EpisodeLine> episodes = data.episodes();
    if (episodes.isEmpty()) {
      return;
    }
    html.append(
        "<section><h2>Episodes</h2><table class=\"episodes\"><tr><th>onset<th>peak<th>offset<th>");
    html.append("<th>confidence<th>face</tr>\n");
    episodes.stream().limit(MAX_EPISODES).forEach(this::episode);
    html.append("</table>");
    long more = data.omittedEpisodes() + Math.max(0, episodes.size() - MAX_EPISODES);
    if (more > 0) {
      paragraph(more + " more in events.jsonl.");
    }
    html.append("</section>\n");
  }

  private void episode(EpisodeLine episode) {
    String label =
        episode
            .expression()
            .map(e -> "<i class=\"%s\"></i>%s".formatted(css(e), Labels.of(e)))
            .or(() -> episode.unit().map(u -> Labels.of(u) + " " + Labels.movement(u)))
            .orElse("");
    html.append(
        "<tr><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s</tr>\n"
            .formatted(
                fixed(episode.onset() / 1e6, 2),
                fixed(episode.peak() / 1e6, 2),
                fixed(episode.offset() / 1e6, 2),
                label,
                fixed(episode.confidence(), 2),
                episode.face() < 0 ? "-" : Integer.toString(episode.face())));
  }

  private static String span(EpisodeLine episode) {
    return "%s to %s s"
        .formatted(fixed(episode.onset() / 1e6, 2), fixed(episode.offset() / 1e6, 2));
  }

  private void paragraph(String text) {
    html.append("<p>").append(Html.escape(text)).append("</p>\n");
  }

  private static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** Class of an expression in the style sheet. */
  static String css(Expression expression) {
    return expression.name().toLowerCase(Locale.ROOT);
  }

  /** Class of a cell of a strip; empty if nothing is drawn. */
  static String css(char cell) {
    return Labels.EXPRESSIONS.stream()
        .filter(expression -> Strip.letter(expression) == Character.toUpperCase(cell))
        .map(expression -> css(expression) + (Character.isLowerCase(cell) ? " uncertain" : ""))
        .findFirst()
        .orElse(cell == '.' ? "unmeasured" : "");
  }
}
