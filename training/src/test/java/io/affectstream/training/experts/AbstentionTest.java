package io.affectstream.training.experts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AbstentionTest {

  @Test
  void keepsTheShareThatIsAskedFor() {
    double[] confidences = {0.9, 0.2, 0.8, 0.3, 0.7, 0.6, 0.5, 0.1, 0.95, 0.85};
    boolean[] right = {true, false, true, false, true, true, true, false, true, false};
    Abstention abstention = Abstention.of(confidences, right, 0.7);
    assertThat(abstention.threshold()).isEqualTo(0.5);
    assertThat(abstention.error()).isEqualTo(0.4);
    assertThat(abstention.kept()).isEqualTo(1 / 7.0);
    assertThat(abstention.halvesTheError()).isTrue();
  }

  @Test
  void confidencesThatSayNothingHalveNothing() {
    double[] confidences = {0.5, 0.5, 0.5, 0.5};
    boolean[] right = {true, false, true, false};
    Abstention abstention = Abstention.of(confidences, right, 0.7);
    assertThat(abstention.kept()).isEqualTo(0.5);
    assertThat(abstention.halvesTheError()).isFalse();
  }
}
