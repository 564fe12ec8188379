package io.affectstream.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void quantileIsTheLeastValueThatTheShareDoesNotExceed() {
    Quantiles quantiles = new Quantiles(-10, 1_000);
    for (int i = 100; i >= 1; i--) {
      quantiles.add(i);
    }

    assertThat(quantiles.at(0.5)).isEqualTo(50);
    assertThat(quantiles.at(0.99)).isEqualTo(99);
    assertThat(quantiles.at(1)).isEqualTo(100);
    assertThat(quantiles.at(0)).isEqualTo(1);
    assertThat(quantiles.size()).isEqualTo(100);
  }

  @Test
  void valuesOutsideCountAsTheNearestEnd() {
    Quantiles quantiles = new Quantiles(-10, 100);
    quantiles.add(-500);
    quantiles.add(5_000);

    assertThat(quantiles.at(0.5)).isEqualTo(-10);
    assertThat(quantiles.at(1)).isEqualTo(100);
  }

  @Test
  void withoutValuesThereIsNone() {
    assertThat(new Quantiles(0, 10).at(0.5)).isNaN();
  }
}
