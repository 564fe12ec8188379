package io.affectstream.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendTest {

  private static final double BIN = 4;

  /** Rounding errors only. */
  private static final double EXACT = 1e-9;

  @Test
  void lineHasItsSlope() {
    Trend trend = new Trend(BIN);
    for (int second = 1; second <= 60; second++) {
      trend.add(second, 100 + 2.5 * second);
    }

    assertThat(trend.slope()).isCloseTo(2.5, within(EXACT));
    assertThat(trend.size()).isEqualTo(60);
    assertThat(trend.values()[59]).isEqualTo(250);
    assertThat(trend.seconds()[0]).isEqualTo(1);
  }

  /**
   * Every bin of four seconds contains two values of either end, so its median is in the middle.
   */
  @Test
  void sawtoothOfCheckpointsDoesNotTilt() {
    assertThat(sawtooth(1_000).slope()).isZero();
  }

  /**
   * An outlier of any size moves the median of its bin to the sawtooth's upper end, by 250: in the
   * 18th of 19 bins the slope moves by 250 * 8 / (sum of squares of -9..9 = 570) per bin.
   */
  @ParameterizedTest
  @ValueSource(doubles = {9_000, 9e12})
  void outlierMovesOneMedianHoweverGreatItIs(double outlier) {
    assertThat(sawtooth(outlier).slope()).isCloseTo(250 * 8 / 570.0 / BIN, within(EXACT));
  }

  private static Trend sawtooth(double at70) {
    Trend trend = new Trend(BIN);
    for (int second = 1; second <= 80; second++) {
      trend.add(second, second == 70 ? at70 : 1_000 + 500 * (second % 2));
    }
    return trend;
  }

  /** A gap of whole bins: the remaining ones are on the line. */
  @Test
  void holesInTimeAreNoValues() {
    Trend trend = new Trend(BIN);
    for (int second = 1; second <= 60; second++) {
      if (second < 21 || second > 40) {
        trend.add(second, 3.0 * second);
      }
    }

    assertThat(trend.slope()).isCloseTo(3, within(EXACT));
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
