package io.affectstream.training.affwild;

import io.affectstream.training.affwild.data.AffWildTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Figures of Zhang et al. 2022 and of a run, in per cent. */
public final class AffWildTable {

  /** The table for readers. */
  public static final String MARKDOWN = "results.md";

  /** The table for programs. */
  public static final String CSV = "results.csv";

  /** F1 of every class and action unit. */
  public static final String CLASSES = "classes.csv";

  private static final String NONE = "-";

  /**
   * One line.
   *
   * @param network trained network
   * @param measured data set of the measurement
   * @param paperUnits the paper's mean F1 of the action units
   * @param paperExpressions the paper's macro F1 of the expressions
   * @param run this run's; empty if there is none
   */
  private record Row(
      String network,
      String measured,
      String paperUnits,
      String paperExpressions,
      Optional<AffWildScores> run) {}

  private final List<Row> rows = new ArrayList<>();

  /** Adds a line with the paper's figures. */
  void add(
      String network,
      String measured,
      String paperUnits,
      String paperExpressions,
      AffWildScores run) {
    rows.add(new Row(network, measured, paperUnits, paperExpressions, Optional.of(run)));
  }

  /** Adds a line without figures of the paper. */
  void add(String network, String measured, AffWildScores run) {
    add(network, measured, NONE, NONE, run);
  }

  /** Adds a line without figures of this run. */
  void addPaper(String network, String measured, String paperUnits, String paperExpressions) {
    rows.add(new Row(network, measured, paperUnits, paperExpressions, Optional.empty()));
  }

  /** Writes the three files. */
  void write(Path out) throws IOException {
    Files.writeString(out.resolve(MARKDOWN), markdown());
    Files.writeString(out.resolve(CSV), csv());
    Files.writeString(out.resolve(CLASSES), classes());
  }

  /** The table for readers. */
  public String markdown() {
    StringBuilder text =
        new StringBuilder(
            """
            # Aff-Wild2 (ABAW3)

            Per cent. AU: mean F1 of 12 action units; EXPR: macro F1 of 8 expressions, smoothed and, in brackets, not. "Paper":
            Zhang et al., "Transformer-based Multimodal Information Fusion for Facial Expression Analysis", CVPRW 2022. The epoch of
            a network is chosen by the EXPR of windows of what it is not trained on: for the official split the validation set itself,
            in the folds the fold left out.

            | network | measured on | AU paper | AU run | EXPR paper | EXPR run |
            |---|---|---:|---:|---:|---:|
            """);
    for (Row row : rows) {
      text.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  row.network,
                  row.measured,
                  row.paperUnits,
                  row.run.map(run -> percent(run.units())).orElse(NONE),
                  row.paperExpressions,
                  row.run
                      .map(
                          run ->
                              "%s (%s)"
                                  .formatted(percent(run.expressions()), percent(run.unsmoothed())))
                      .orElse(NONE)));
    }
    return text.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private String csv() {
    StringBuilder text =
        new StringBuilder(
            "network,measured_on,au_paper,au_run,expr_paper,expr_run,expr_run_unsmoothed\n");
    for (Row row : rows) {
      text.append(
          "%s,%s,%s,%s,%s,%s,%s%n"
              .formatted(
                  row.network,
                  row.measured,
                  cell(row.paperUnits),
                  row.run.map(run -> exact(run.units())).orElse(""),
                  cell(row.paperExpressions),
                  row.run.map(run -> exact(run.expressions())).orElse(""),
                  row.run.map(run -> exact(run.unsmoothed())).orElse("")));
    }
    return text.toString();
  }

  private static String cell(String paper) {
    return paper.equals(NONE) ? "" : paper;
  }

  private static String exact(double share) {
    return String.format(Locale.ROOT, "%.4f", 100 * share);
  }

  private String classes() {
    StringBuilder text =
        new StringBuilder("network,measured_on,%s".formatted(AffWildTask.EXPRESSION.header()))
            .append(',')
            .append(AffWildTask.ACTION_UNITS.header())
            .append('\n');
    for (Row row : rows) {
      row.run.ifPresent(run -> text.append(classes(row, run)).append('\n'));
    }
    return text.toString();
  }

  private static String classes(Row row, AffWildScores run) {
    StringBuilder line = new StringBuilder("%s,%s".formatted(row.network, row.measured));
    for (int label = 0; label < AffWildTask.EXPRESSION.header().split(",").length; label++) {
      line.append(',').append(exact(run.expressionF1(label)));
    }
    for (int unit = 0; unit < AffWildTask.ACTION_UNITS.columns(); unit++) {
      line.append(',').append(exact(run.unitF1(unit)));
    }
    return line.toString();
  }
}
