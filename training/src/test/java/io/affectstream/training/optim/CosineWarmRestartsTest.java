package io.affectstream.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineWarmRestartsTest {

  private static final double EXACT = 1e-12;

  @Test
  void risesLinearlyDuringTheWarmUp() {
    CosineWarmRestarts schedule = new CosineWarmRestarts(0.1, 0, 4, 10, 1);

    assertThat(schedule.at(0)).isCloseTo(0.025, within(EXACT));
    assertThat(schedule.at(3)).isCloseTo(0.1, within(EXACT));
  }

  @Test
  void followsTheCosineWithinACycle() {
    CosineWarmRestarts schedule = new CosineWarmRestarts(0.1, 0.02, 0, 8, 2);

    assertThat(schedule.at(0)).isCloseTo(0.1, within(EXACT));
    assertThat(schedule.at(4)).isCloseTo(0.06, within(EXACT));
    assertThat(schedule.at(2)).isCloseTo(0.02 + 0.04 * (1 + Math.sqrt(0.5)), within(EXACT));
  }

  @Test
  void restartsWithLongerCycles() {
    CosineWarmRestarts schedule = new CosineWarmRestarts(0.1, 0.02, 3, 8, 2);

    assertThat(schedule.at(3 + 8)).isCloseTo(0.1, within(EXACT));
    assertThat(schedule.at(3 + 8 + 8)).isCloseTo(0.06, within(EXACT));
    assertThat(schedule.at(3 + 8 + 16)).isCloseTo(0.1, within(EXACT));
    assertThat(schedule.at(3 + 8 + 16 + 16)).isCloseTo(0.06, within(EXACT));
  }

  @Test
  void refusesAnEmptyCycle() {
    assertThatThrownBy(() -> new CosineWarmRestarts(0.1, 0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("firstCycle >= 1");
  }
}
