package io.affectstream.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {

  private static final double BIN = 4;

  @Test
  void lineHasItsSlope() {
    Trend trend = new Trend(BIN);
    for (int second = 1; second <= 60; second++) {
      trend.add(second, 100 + 2.5 * second);
    }

    assertThat(trend.slope()).isCloseTo(2.5, within(1e-9));
    assertThat(trend.size()).isEqualTo(60);
    assertThat(trend.values()[59]).isEqualTo(250);
    assertThat(trend.seconds()[0]).isEqualTo(1);
  }

  @Test
  void sawtoothOfCheckpointsAndAnOutlierDoNotTilt() {
    Trend trend = new Trend(BIN);
    for (int second = 1; second <= 80; second++) {
      trend.add(second, second == 70 ? 9_000 : 1_000 + 500 * (second % 2));
    }

    assertThat(trend.slope()).isCloseTo(0, within(1.0));
  }

  @Test
  void holesInTimeAreNoValues() {
    Trend trend = new Trend(BIN);
    for (int second = 1; second <= 60; second++) {
      if (second < 20 || second > 40) {
        trend.add(second, 3.0 * second);
      }
    }

    assertThat(trend.slope()).isCloseTo(3, within(0.05));
  }

  @Test
  void tooFewValuesHaveNoSlope() {
    Trend trend = new Trend(BIN);
    assertThat(trend.slope()).isZero();
    trend.add(0, 1);
    trend.add(5, 100);

    assertThat(trend.slope()).isZero();
  }
}
