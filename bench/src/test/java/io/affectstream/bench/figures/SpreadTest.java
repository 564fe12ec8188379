package io.affectstream.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void oddNumberOfRepeatsHasTheMiddleOneAsMedian() {
    assertThat(Spread.of(5, 1, 3)).isEqualTo(new Spread(3, 1, 5, 3));
  }

  @Test
  void evenNumberHasTheMeanOfTheMiddleTwo() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 10.0))).isEqualTo(new Spread(3, 1, 10, 4));
  }

  @Test
  void relativeSpreadIsHalfTheRangeOverTheMedian() {
    assertThat(Spread.of(90, 100, 120).relative()).isEqualTo(0.15);
    assertThat(Spread.of(7).relative()).isZero();
    assertThat(Spread.of(-1, 0, 1).relative()).isZero();
  }

  @Test
  void nothingMeasuredIsRefused() {
    assertThatThrownBy(Spread::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found none");
  }
}
