package io.affectstream.models.served;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.metrics.Bootstrap;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Figures of labelled items with their 95 % bootstrap intervals. An item without a result counts as
 * wrong; it has a separate column in the confusion, {@value #NONE}.
 */
public final class Scores {

  /** Column of items without a result. */
  public static final String NONE = "NONE";

  /** Figures and confusion. */
  public static final String METRICS = "metrics.json";

  /** One line per item. */
  public static final String PREDICTIONS = "predictions.csv";

  private static final int CLASSES = Expression.values().length;

  private final List<Item> items;
  private final int[] truth;
  private final int[] predicted;

  /** Figures of items. */
  public Scores(List<Item> items) {
    this.items = List.copyOf(items);
    truth = items.stream().mapToInt(item -> Columns.of(item.truth())).toArray();
    predicted =
        items.stream()
            .mapToInt(item -> item.predicted().map(Columns::of).orElse(CLASSES))
            .toArray();
  }

  /** A figure with its interval. */
  public Interval interval(ToDoubleFunction<Confusion> figure) {
    return Bootstrap.of(truth, predicted, CLASSES + 1, figure);
  }

  /** Truth by prediction, without the items that have no result. */
  public Confusion answered() {
    Confusion confusion = Confusion.empty(CLASSES);
    for (int i = 0; i < truth.length; i++) {
      if (predicted[i] < CLASSES) {
        confusion.add(truth[i], predicted[i]);
      }
    }
    return confusion;
  }

  /** Items without a result. */
  public long unanswered() {
    return items.stream().filter(item -> item.predicted().isEmpty()).count();
  }

  /**
   * Writes {@value #METRICS} and {@value #PREDICTIONS}.
   *
   * @param facts further facts, e.g. bundle and data
   * @throws IOException if they cannot be written
   */
  public void write(Path folder, Map<String, Object> facts) throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("items", items.size());
    all.put("unanswered", unanswered());
    all.put("accuracy", json(interval(Confusion::accuracy)));
    all.put("macro_f1", json(interval(Confusion::macroF1)));
    all.put("unweighted_recall", json(interval(Confusion::unweightedRecall)));
    Calibration calibration = calibration();
    all.put("calibration_error", rounded(calibration.expectedError()));
    all.put("reliability", calibration.table());
    Map<String, Object> classes = new LinkedHashMap<>();
    for (Expression label : present()) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("items", items.stream().filter(item -> item.truth() == label).count());
      figures.put("f1", json(interval(confusion -> confusion.f1(Columns.of(label)))));
      classes.put(label.name(), figures);
    }
    all.put("classes", classes);
    all.put("confusion", confusion());
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(folder.resolve(METRICS), mapper.writeValueAsString(all) + "\n");
    Files.write(folder.resolve(PREDICTIONS), lines());
  }

  private Calibration calibration() {
    return Calibration.of(items);
  }

  /** Expected calibration error over the items with a result, in [0, 1]. */
  public double calibrationError() {
    return calibration().expectedError();
  }

  /** Classes that occur in the data. */
  public List<Expression> present() {
    return List.of(Expression.values()).stream()
        .filter(label -> items.stream().anyMatch(item -> item.truth() == label))
        .toList();
  }

  private static Map<String, Object> json(Interval interval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", rounded(interval.value()));
    json.put("low", rounded(interval.low()));
    json.put("high", rounded(interval.high()));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private Map<String, Object> confusion() {
    List<String> columns = new ArrayList<>();
    for (Expression label : Expression.values()) {
      columns.add(label.name());
    }
    columns.add(NONE);
    long[][] counts = new long[CLASSES + 1][CLASSES + 1];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    Map<String, Object> rows = new LinkedHashMap<>();
    present().forEach(label -> rows.put(label.name(), counts[Columns.of(label)]));
    return Map.of("predicted", columns, "truth", rows);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder heading = new StringBuilder("item,truth,predicted");
    for (Expression label : Expression.values()) {
      heading.append(",p_").append(label);
    }
    lines.add(heading.toString());
    items.forEach(item -> lines.add(line(item)));
    return lines;
  }

  /** The item, its label, its prediction, and the probabilities, empty if there are none. */
  private static String line(Item item) {
    StringBuilder line = new StringBuilder();
    line.append('"').append(item.name().replace("\"", "\"\"")).append("\",");
    line.append(item.truth()).append(',');
    line.append(item.predicted().map(Expression::name).orElse(NONE));
    for (int c = 0; c < CLASSES; c++) {
      int index = c;
      line.append(',')
          .append(
              item.estimate()
                  .map(e -> String.format(Locale.ROOT, "%.6f", e.probabilities().get(index)))
                  .orElse(""));
    }
    return line.toString();
  }
}
