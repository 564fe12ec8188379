package io.affectstream.bench.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a measurement.
 *
 * @param title one line
 * @param facts what was measured and on which machine, one line each
 * @param sections the figures
 */
public record Summary(String title, List<String> facts, List<FigureGroup> sections) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LABEL = 46;

  /** Copies the lists. */
  public Summary {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /** One table: label, median, unit, and the range if there are repeats. */
  public String text() {
    StringBuilder text = new StringBuilder(title).append('\n');
    facts.forEach(fact -> text.append(fact).append('\n'));
    for (FigureGroup section : sections) {
      text.append('\n').append(section.title()).append('\n');
      section.figures().forEach(figure -> text.append(line(figure)).append('\n'));
    }
    return text.toString();
  }

  private static String line(Figure figure) {
    Spread spread = figure.spread();
    String range =
        spread.count() == 1
            ? ""
            : "  [%s .. %s] of %d"
                .formatted(number(spread.least()), number(spread.greatest()), spread.count());
    String label =
        figure.label().length() > LABEL
            ? figure.label().substring(0, LABEL - 1) + "…"
            : figure.label();
    return ("  %-" + LABEL + "s %12s %s%s")
        .formatted(label, number(spread.median()), figure.unit(), range)
        .stripTrailing();
  }

  /** Four significant digits; whole numbers, and all from 1000 on, without decimals. */
  static String number(double value) {
    double size = Math.abs(value);
    int decimals =
        size >= 1000 || value == Math.rint(value) ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** The same as JSON: {@code sections.TITLE.LABEL} has median, least, greatest, count and unit. */
  public String json() {
    ObjectNode root = JSON.createObjectNode().put("title", title);
    facts.forEach(root.putArray("facts")::add);
    ObjectNode all = root.putObject("sections");
    for (FigureGroup section : sections) {
      ObjectNode figures = all.putObject(section.title());
      for (Figure figure : section.figures()) {
        ObjectNode node = figures.putObject(figure.label());
        node.put("median", figure.spread().median());
        node.put("least", figure.spread().least());
        node.put("greatest", figure.spread().greatest());
        node.put("count", figure.spread().count());
        node.put("unit", figure.unit());
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the output of {@link #json}.
   *
   * @throws IOException if the content is invalid
   */
  public static Summary parse(String json) throws IOException {
    JsonNode root = JSON.readTree(json);
    List<String> facts = new ArrayList<>();
    root.path("facts").forEach(fact -> facts.add(fact.asText()));
    List<FigureGroup> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> section : root.path("sections").properties()) {
      List<Figure> figures = new ArrayList<>();
      for (Map.Entry<String, JsonNode> figure : section.getValue().properties()) {
        JsonNode node = figure.getValue();
        figures.add(
            new Figure(
                figure.getKey(),
                node.path("unit").asText(),
                new Spread(
                    node.path("median").asDouble(),
                    node.path("least").asDouble(),
                    node.path("greatest").asDouble(),
                    node.path("count").asInt())));
      }
      sections.add(new FigureGroup(section.getKey(), figures));
    }
    if (sections.isEmpty()) {
      throw new IOException("expected a summary with sections, found: " + json);
    }
    return new Summary(root.path("title").asText(), facts, sections);
  }
}
