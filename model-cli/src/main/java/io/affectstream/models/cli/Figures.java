package io.affectstream.models.cli;

import io.affectstream.schemas.Expression;
import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of a training: curves of its log, confusion matrix. */
final class Figures {

  static final String CURVES = "curves.png";
  static final String CONFUSION = "confusion.png";

  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final int SQUARE = 700;

  private Figures() {}

  /**
   * Loss and a validation figure by epoch.
   *
   * @param log CSV with the columns {@code epoch}, {@code loss} and the figure's
   * @param file PNG to write
   * @param figure name of its column
   */
  static void curves(Path log, Path file, String figure) throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> names = Arrays.asList(lines.get(0).split(","));
    double[] epochs = column(lines, names.indexOf("epoch"));
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Training")
            .xAxisTitle("epoch")
            .yAxisTitle("loss")
            .build();
    chart
        .addSeries("loss (training)", epochs, column(lines, names.indexOf("loss")))
        .setMarker(SeriesMarkers.NONE);
    chart
        .addSeries(figure + " (validation)", epochs, column(lines, names.indexOf(figure)))
        .setYAxisGroup(1);
    chart.setYAxisGroupTitle(1, figure);
    chart.getStyler().setYAxisGroupPosition(1, org.knowm.xchart.style.Styler.YAxisPosition.Right);
    save(chart, file);
  }

  private static double[] column(List<String> lines, int column) {
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
        .toArray();
  }

  /**
   * Share of each class (rows from the top) read as each class (columns); no file if the matrix is
   * empty.
   */
  static void confusion(Confusion confusion, Path file) throws IOException {
    List<Expression> shown = new ArrayList<>();
    for (Expression label : Expression.values()) {
      if (Arrays.stream(confusion.counts()[index(label)]).sum() > 0) {
        shown.add(label);
      }
    }
    if (shown.isEmpty()) {
      Files.deleteIfExists(file); // of an earlier run: this one has no results
      return;
    }
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(SQUARE)
            .height(SQUARE)
            .title(String.format(Locale.ROOT, "macro F1 %.3f", confusion.macroF1()))
            .xAxisTitle("read as")
            .yAxisTitle("truth")
            .build();
    chart.getStyler().setShowValue(true);
    chart.getStyler().setHeatMapValueDecimalPattern("0.00");
    chart.getStyler().setXAxisLabelRotation(45);
    chart.getStyler().setMin(0);
    chart.getStyler().setMax(1);
    List<String> columns = shown.stream().map(label -> name(label)).toList();
    List<String> rows =
        IntStream.range(0, shown.size()).mapToObj(i -> columns.get(shown.size() - 1 - i)).toList();
    List<Number[]> cells = new ArrayList<>();
    for (int x = 0; x < shown.size(); x++) {
      for (int y = 0; y < shown.size(); y++) {
        long[] truth = confusion.counts()[index(shown.get(shown.size() - 1 - y))];
        double share = truth[index(shown.get(x))] / (double) Arrays.stream(truth).sum();
        cells.add(new Number[] {x, y, share});
      }
    }
    chart.addSeries("confusion", columns, rows, cells);
    Files.createDirectories(file.toAbsolutePath().getParent());
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static String name(Expression label) {
    return label.name().toLowerCase(Locale.ROOT);
  }

  private static int index(Expression label) {
    return io.affectstream.training.data.Columns.of(label);
  }

  private static void save(XYChart chart, Path file) throws IOException {
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
