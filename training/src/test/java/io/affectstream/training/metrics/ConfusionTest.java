package io.affectstream.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionTest {

  private static final double EXACT = 1e-12;

  @Test
  void figuresFollowFromTheCounts() {
    Confusion confusion = new Confusion(new long[][] {{6, 2, 0}, {1, 3, 0}, {0, 0, 0}});

    assertThat(confusion.accuracy()).isCloseTo(9 / 12.0, within(EXACT));
    assertThat(confusion.f1(0)).isCloseTo(12 / 15.0, within(EXACT));
    assertThat(confusion.f1(1)).isCloseTo(6 / 9.0, within(EXACT));
    assertThat(confusion.f1(2)).isZero();
    assertThat(confusion.macroF1()).isCloseTo((12 / 15.0 + 6 / 9.0) / 2, within(EXACT));
  }

  @Test
  void addsSamples() {
    Confusion confusion = Confusion.empty(2);
    confusion.add(0, 0);
    confusion.add(0, 1);

    assertThat(confusion.counts()).isDeepEqualTo(new long[][] {{1, 1}, {0, 0}});
  }
}
