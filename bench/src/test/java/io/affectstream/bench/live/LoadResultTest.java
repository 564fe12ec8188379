package io.affectstream.bench.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.bench.figures.Trend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadResultTest {

  @ParameterizedTest
  @CsvSource({
    "20, 0, true",
    "20, -50, true",
    "20, 10, true", // 200 ms in all may be noise
    "20, 50, false",
    "300, 1, true",
    "300, 5, false"
  })
  void lagThatGrowsIsNotHeld(int seconds, double slope, boolean held) {
    Trend lag = new Trend(4);
    for (int second = 1; second <= seconds; second++) {
      lag.add(second, 3_000 + slope * second);
    }

    LoadResult result = LoadResult.of(lag, false);

    assertThat(result.held()).isEqualTo(held);
    assertThat(result.slope()).isCloseTo(slope, within(1e-6));
  }

  /** A second at a lag of 24 s does not show its growth. */
  @Test
  void aRunThatWasGivenUpIsNotHeld() {
    Trend lag = new Trend(4);
    lag.add(1, 24_000);

    assertThat(LoadResult.of(lag, true).held()).isFalse();
    assertThat(LoadResult.of(lag, true).givenUp()).isTrue();
    assertThat(LoadResult.of(lag, false).held()).isTrue();
  }
}
