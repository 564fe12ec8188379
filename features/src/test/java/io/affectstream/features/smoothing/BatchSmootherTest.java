package io.affectstream.features.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.smoothing.SmoothingConfig.Rule;
import io.affectstream.schemas.Expression;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples computed manually from the definition. */
class BatchSmootherTest {

  /** Runs of one frame are outliers, decided by two frames on each side. */
  private static final SmoothingConfig ONE_OF_TWO = Uniform.rule(8, new Rule(1, 2));

  @Test
  void replacesAnOutlierByTheMostFrequentLabelAround() {
    assertThat(smooth(ONE_OF_TWO, "0000100")).isEqualTo("0000000");
    assertThat(smooth(ONE_OF_TWO, "0011022")).isEqualTo("0011122");
  }

  @Test
  void keepsRunsLongerThanTheThreshold() {
    assertThat(smooth(ONE_OF_TWO, "0000110000")).isEqualTo("0000110000");
    assertThat(smooth(Uniform.rule(8, new Rule(2, 2)), "0000110000")).isEqualTo("0000000000");
  }

  @Test
  void theRunItselfCounts() {
    // 4 at index 3: window 1 3 4 4? no: labels 1..5 are 2 3 4 5 6, all once; nothing decided but 3.
    // Index 0: window 1 2 3 -> all once, no preceding run -> lowest, 1.
    // Index 1: window 1 2 3 4 -> preceding decided 1 is among them -> 1, and so on while 1 is seen.
    // Index 3: window 2 3 4 5 6 -> 1 is not among them -> lowest, 2.
    // Index 4: window 3 4 5 6 -> lowest, 3. Index 5: window 4 5 6 -> 3 is gone -> lowest, 4.
    assertThat(smooth(ONE_OF_TWO, "123456")).isEqualTo("111234");
  }

  @Test
  void prefersTheDecidedLabelOfThePrecedingRunAmongEquals() {
    // Run 5 at index 2: window 1 1 5 0 0, 1 and 0 twice each; preceding run decided 1.
    assertThat(smooth(ONE_OF_TWO, "11500")).isEqualTo("11100");
    // Run 5: window 4 1 5 1 4. Run 1 before it: window 4 4 1 5 1 -> 4 and 1 twice, preceding 4.
    // So the preceding run has label 1 but decided label 4, and 4 wins the tie.
    assertThat(smooth(ONE_OF_TWO, "4415144")).isEqualTo("4444444");
  }

  @Test
  void readsOriginalLabelsOnly() {
    // Index 2 becomes 0, but index 4 still counts it as 1: window 1 0 1 2 2 -> tie of 1 and 2,
    // preceding decided label 0 is not among them -> lowest, 1.
    assertThat(smooth(ONE_OF_TWO, "0010122")).isEqualTo("0000122");
  }

  @Test
  void cutsTheWindowToTheSequence() {
    assertThat(smooth(ONE_OF_TWO, "100")).isEqualTo("000");
    assertThat(smooth(ONE_OF_TWO, "001")).isEqualTo("000");
    assertThat(smooth(ONE_OF_TWO, "3")).isEqualTo("3");
    assertThat(smooth(ONE_OF_TWO, "")).isEmpty();
  }

  @Test
  void minorityClassesSurviveShorterRuns() {
    String neutral = "0".repeat(20);
    // Four frames of Anger (threshold 3) stay, four of Happiness (threshold 5) go.
    assertThat(smooth(SmoothingConfig.DEFAULT, neutral + "1111" + neutral))
        .isEqualTo(neutral + "1111" + neutral);
    assertThat(smooth(SmoothingConfig.DEFAULT, neutral + "4444" + neutral))
        .isEqualTo(neutral + "0000" + neutral);
    assertThat(smooth(SmoothingConfig.DEFAULT, neutral + "111" + neutral))
        .isEqualTo(neutral + "000" + neutral);
  }

  @Test
  void defaultsAreThoseOfTheMethod() {
    SmoothingConfig config = SmoothingConfig.DEFAULT;
    Rule often = new Rule(5, 10);
    Rule rare = new Rule(3, 6);
    // Neutral, Anger, Disgust, Fear, Happiness, Sadness, Surprise, Other.
    assertThat(config.rules())
        .containsExactly(often, rare, rare, rare, often, rare, rare, often)
        .hasSize(Expression.values().length);
    assertThat(config.maxDelay()).isEqualTo(15);
  }

  @Test
  void thresholdZeroIsOff() {
    assertThat(smooth(Uniform.rule(8, Rule.OFF), "0102030")).isEqualTo("0102030");
  }

  @Test
  void refusesBadInputByName() {
    assertThatThrownBy(() -> new BatchSmoother(ONE_OF_TWO).smooth(new int[] {0, 8}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 8)")
        .hasMessageContaining("found 8");
    assertThatThrownBy(() -> new Rule(-1, 2)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> new Rule(1, 3601)).hasMessageContaining("window");
    assertThatThrownBy(() -> new SmoothingConfig(List.of())).hasMessageContaining("per class");
  }

  private static String smooth(SmoothingConfig config, String labels) {
    int[] smoothed = new BatchSmoother(config).smooth(labels.chars().map(c -> c - '0').toArray());
    StringBuilder text = new StringBuilder();
    for (int label : smoothed) {
      text.append(label);
    }
    return text.toString();
  }
}
