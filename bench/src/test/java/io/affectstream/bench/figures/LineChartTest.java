package io.affectstream.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {

  @Test
  void growingValuesGoUpFromLeftToRight() {
    Trend trend = new Trend(1);
    for (int second = 0; second <= 60; second++) {
      trend.add(second, second);
    }

    BufferedImage chart = LineChart.draw("t", List.of(new LineChart.Panel("p", trend)));

    assertThat(chart.getWidth()).isEqualTo(1000);
    assertThat(curveAt(chart, 900)).isLessThan(curveAt(chart, 200) - 50);
  }

  @Test
  void aCurveWithoutValuesIsAnEmptyPanel() {
    BufferedImage chart = LineChart.draw("t", List.of(new LineChart.Panel("p", new Trend(1))));

    assertThat(curveAt(chart, 500)).isEqualTo(-1);
  }

  /** Row of the first pixel of the curve in a column. */
  private static int curveAt(BufferedImage chart, int x) {
    for (int y = 0; y < chart.getHeight(); y++) {
      int rgb = chart.getRGB(x, y);
      int red = rgb >> 16 & 0xFF;
      int blue = rgb & 0xFF;
      if (blue - red > 60) {
        return y;
      }
    }
    return -1;
  }
}
