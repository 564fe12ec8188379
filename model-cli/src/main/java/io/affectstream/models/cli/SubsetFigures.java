package io.affectstream.models.cli;

import io.affectstream.training.pool.SubsetScore;
import io.affectstream.training.pool.SubsetScore.Answer;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of how far the probabilities of each subset of the modalities can be trusted. */
final class SubsetFigures {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 600;
  private static final int BINS = 10;
  private static final int MIN_ROWS = 20;
  private static final int POINTS = 100;

  private SubsetFigures() {}

  /** Accuracy of the rows by their confidence, in ten bins; bins with few rows have no point. */
  static void calibration(Map<String, SubsetScore> scores, Path file) throws IOException {
    XYChart chart = chart("Calibration", "confidence", "accuracy");
    chart
        .addSeries("perfect", new double[] {0, 1}, new double[] {0, 1})
        .setMarker(SeriesMarkers.NONE);
    scores.forEach(
        (name, score) -> {
          double[] confidence = new double[BINS];
          int[] right = new int[BINS];
          int[] rows = new int[BINS];
          for (Answer answer : score.answers()) {
            int bin = Math.min(BINS - 1, (int) (BINS * answer.confidence()));
            confidence[bin] += answer.confidence();
            right[bin] += answer.isRight() ? 1 : 0;
            rows[bin]++;
          }
          List<Double> x = new ArrayList<>();
          List<Double> y = new ArrayList<>();
          for (int bin = 0; bin < BINS; bin++) {
            if (rows[bin] >= MIN_ROWS) {
              x.add(confidence[bin] / rows[bin]);
              y.add((double) right[bin] / rows[bin]);
            }
          }
          if (!x.isEmpty()) {
            chart.addSeries(name, x, y);
          }
        });
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  /** Error of the most confident rows by their share of all rows. */
  static void coverage(Map<String, SubsetScore> scores, Path file) throws IOException {
    XYChart chart = chart("Error of the most confident rows", "share of the rows", "error");
    scores.forEach(
        (name, score) -> {
          List<Answer> sorted =
              score.answers().stream()
                  .sorted(Comparator.comparingDouble(answer -> -answer.confidence()))
                  .toList();
          List<Double> x = new ArrayList<>();
          List<Double> y = new ArrayList<>();
          int wrong = 0;
          int every = Math.max(1, sorted.size() / POINTS);
          for (int i = 0; i < sorted.size(); i++) {
            wrong += sorted.get(i).isRight() ? 0 : 1;
            if (i + 1 >= MIN_ROWS && (i + 1) % every == 0) {
              x.add((i + 1.0) / sorted.size());
              y.add(wrong / (i + 1.0));
            }
          }
          if (!x.isEmpty()) {
            chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
          }
        });
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(1.0);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }
}
