package io.affectstream.app.run;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.ingest.demo.DemoScript.Segment;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Expression;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the demo's predictions with its script: per segment, the most frequent expression while
 * the scripted one was complete.
 */
public final class DemoReport implements CollectorListener {

  private final DemoScript script;
  private final Map<Segment, Map<Expression, Integer>> votes = new LinkedHashMap<>();
  private final Map<Segment, Integer> frames = new LinkedHashMap<>();

  /** A report on a script. */
  public DemoReport(DemoScript script) {
    this.script = script;
    script.segments().forEach(segment -> votes.put(segment, new EnumMap<>(Expression.class)));
  }

  @Override
  public void frame(AffectFrame frame) {
    script.apexAt(frame.getTime()).ifPresent(segment -> count(segment, frame.getSmoothed()));
  }

  private void count(Segment segment, Expression predicted) {
    frames.merge(segment, 1, Integer::sum);
    if (predicted != null) {
      votes.get(segment).merge(predicted, 1, Integer::sum);
    }
  }

  /** Segments whose most frequent expression is the scripted one. */
  public long recovered() {
    return votes.keySet().stream()
        .filter(segment -> predicted(segment) == segment.expression())
        .count();
  }

  private Expression predicted(Segment segment) {
    return votes.get(segment).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** The comparison as a table. */
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT, "%-15s %-11s %-11s %s%n", "time", "scripted", "predicted", "frames"));
    for (Segment segment : script.segments()) {
      Expression predicted = predicted(segment);
      int agreeing = votes.get(segment).getOrDefault(segment.expression(), 0);
      table.append(
          String.format(
                  Locale.ROOT,
                  "%5.1f - %5.1f s %-11s %-11s %d of %d %s%n",
                  segment.start() / 1e6,
                  segment.end() / 1e6,
                  title(segment.expression()),
                  predicted == null ? "-" : title(predicted),
                  agreeing,
                  frames.getOrDefault(segment, 0),
                  predicted == segment.expression() ? "" : "<- differs")
              .replaceFirst(" +(?=\\R$)", ""));
    }
    table.append(
        String.format(
            Locale.ROOT,
            "%d of %d scripted expressions recovered",
            recovered(),
            script.segments().size()));
    return table.toString();
  }

  private static String title(Expression expression) {
    String name = expression.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
