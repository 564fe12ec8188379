package io.affectstream.export.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextCalibrationTest {

  private static final int[] COUNTS = {600, 250, 20, 20, 900, 130, 180, 0};

  /** Logits whose softmax is the truth, made {@code factor} times as sure. */
  private static float[][] logits(List<Expression> labels, double factor, Random random) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      double[] shares = new double[7];
      double sum = 0;
      for (int c = 0; c < shares.length; c++) {
        shares[c] = Math.exp(1.5 * random.nextGaussian());
        sum += shares[c];
      }
      double draw = random.nextDouble() * sum;
      int label = 0;
      while (draw > shares[label]) {
        draw -= shares[label++];
      }
      labels.add(Columns.expression(label));
      float[] row = new float[7];
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (factor * Math.log(shares[c]));
      }
      rows.add(row);
    }
    return rows.toArray(float[][]::new);
  }

  @Test
  void theTemperatureUndoesWhatIsTooSure() {
    List<Expression> labels = new ArrayList<>();
    float[][] logits = logits(labels, 2, new Random(1));

    TextCalibration chosen = TextCalibration.chosen(logits, labels, COUNTS);

    assertThat(chosen.temperature()).isBetween(1.8, 2.2);
  }

  @Test
  void frequenciesAreGivenBackWhereTheyWereTakenAway() {
    List<Expression> labels = new ArrayList<>();
    float[][] logits = logits(labels, 1, new Random(2));
    for (float[] row : logits) {
      for (int c = 0; c < row.length; c++) {
        row[c] -= (float) (0.5 * Math.log(COUNTS[c] / 2_100.0));
      }
    }

    TextCalibration chosen = TextCalibration.chosen(logits, labels, COUNTS);

    float common = chosen.shift()[Columns.of(Expression.HAPPINESS)];
    float rare = chosen.shift()[Columns.of(Expression.FEAR)];
    assertThat(common - rare).isBetween(0.25f * 3.8f, 0.75f * 3.8f);
  }
}
