package io.affectstream.training.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Utterance;
import io.affectstream.training.metrics.Confusion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class VoiceDiscriminantTest {

  private static final StepScale SCALE =
      new StepScale(new float[StepScale.COLUMNS], new float[StepScale.COLUMNS]);

  @Test
  void solvesALinearSystem() {
    double[][] matrix = {{4, 2, 0.6}, {2, 3, 0.4}, {0.6, 0.4, 1}};
    double[] solution =
        VoiceDiscriminant.solve(VoiceDiscriminant.factor(matrix), new double[] {1, -2, 3});
    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += matrix[i][k] * solution[k];
      }
      assertThat(sum).isCloseTo(new double[] {1, -2, 3}[i], within(1e-9));
    }
  }

  @Test
  void knowsClassesThatOnlyBurstsShow() {
    VoiceRows speech = rows(1, 1, Expression.NEUTRAL, Expression.ANGER, Expression.SADNESS);
    VoiceRows bursts = rows(2, 1, Expression.NEUTRAL, Expression.ANGER, Expression.SURPRISE);
    VoiceExpert expert = VoiceDiscriminant.fit(SCALE, speech, bursts, 0.2, 1);
    VoiceRows others = rows(3, 1, Expression.NEUTRAL, Expression.SADNESS, Expression.SURPRISE);
    assertThat(VoiceAnswers.of(expert, others).confusion().unweightedRecall()).isGreaterThan(0.9);
  }

  @Test
  void recognisesMilderExpressionsAtALowerIntensity() {
    VoiceRows speech = rows(1, 1, Expression.NEUTRAL, Expression.ANGER);
    VoiceRows bursts = rows(2, 1, Expression.NEUTRAL, Expression.SURPRISE);
    VoiceRows mild = rows(3, 0.4, Expression.ANGER);
    int anger = Columns.of(Expression.ANGER);
    Confusion strict =
        VoiceAnswers.of(VoiceDiscriminant.fit(SCALE, speech, bursts, 0.2, 1), mild).confusion();
    Confusion lenient =
        VoiceAnswers.of(VoiceDiscriminant.fit(SCALE, speech, bursts, 0.2, 0.5), mild).confusion();
    assertThat(lenient.recall(anger)).isGreaterThan(strict.recall(anger));
  }

  /** Windows whose functionals are noise but for one per class. */
  private static VoiceRows rows(long seed, double strength, Expression... classes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<VoiceRows.Row> rows = new ArrayList<>();
    for (Expression label : classes) {
      for (int i = 0; i < 250; i++) {
        float[] values = new float[VoiceFunctionals.COUNT];
        for (int k = 0; k < values.length; k++) {
          values[k] = (float) (2 * random.nextDouble() - 1);
        }
        if (label != Expression.NEUTRAL) {
          values[10 * Columns.of(label)] += (float) (4 * strength);
        }
        Path file = Path.of(seed + "-" + label + "-" + i);
        rows.add(new VoiceRows.Row(new Utterance(file, "s" + i % 4, "", label), values));
      }
    }
    return new VoiceRows(rows);
  }
}
