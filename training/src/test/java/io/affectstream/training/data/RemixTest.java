package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemixTest {

  /** Zhang et al. 2022, eq. 3, with kappa 3 and tau 0.5. */
  @ParameterizedTest
  @CsvSource({
    // lambda, n_i, n_j, lambda_y
    "0.4, 300, 100, 0",
    "0.5, 300, 100, 0.5",
    "0.4, 299, 100, 0.4",
    "0.6, 100, 300, 1",
    "0.5, 100, 300, 0.5",
    "0.4, 100, 300, 0.4",
    "0.6, 100, 299, 0.6",
    "0.3, 100, 100, 0.3"
  })
  void labelWeightLeansToTheRarerClass(double lambda, int first, int second, double expected) {
    assertThat(Remix.paper().labelWeight(lambda, first, second)).isEqualTo(expected);
  }
}
