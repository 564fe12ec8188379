package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.affectstream.schemas.Expression;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.data.Columns;
import io.affectstream.training.face.FaceTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two classes, neutral nine times as frequent as fear, with logits that ignore this. */
class ExpressionCalibrationTest {

  private static final int[] COUNTS = {9000, 0, 0, 1000, 0, 0, 0, 0};
  private static final int PICTURES = 4000;

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  private final float[][] logits = new float[PICTURES][8];
  private final List<Expression> labels = new ArrayList<>();

  /** Evidence for fear of mean 2 or -2 and variance 4 is its own log likelihood ratio. */
  private void draw(double sharpness) {
    Random random = new Random(1);
    for (float[] row : logits) {
      boolean fear = random.nextInt(10) == 0;
      labels.add(fear ? Expression.FEAR : Expression.NEUTRAL);
      java.util.Arrays.fill(row, -16);
      row[Columns.of(Expression.NEUTRAL)] = 0;
      double ratio = (fear ? 2 : -2) + 2 * random.nextGaussian();
      row[Columns.of(Expression.FEAR)] = (float) (sharpness * ratio);
    }
  }

  @Test
  void temperatureUndoesOverconfidence() {
    draw(3);
    ExpressionCalibration calibration = ExpressionCalibration.chosen(logits, labels, COUNTS);

    assertThat(calibration.temperature()).isBetween(1.5, 2.5);
    float[][] calibrated = calibrated(calibration);
    assertThat(ExpressionCalibration.error(calibrated, labels))
        .isLessThan(0.8 * ExpressionCalibration.error(logits, labels));
  }

  @Test
  void frequencyIsGivenBackAndAbsentClassesAreLeftAlone() {
    draw(1);
    ExpressionCalibration calibration = ExpressionCalibration.chosen(logits, labels, COUNTS);

    int neutral = Columns.of(Expression.NEUTRAL);
    int fear = Columns.of(Expression.FEAR);
    assertThat(calibration.strength()).isPositive();
    assertThat(calibration.shift()[neutral]).isGreaterThan(calibration.shift()[fear]);
    assertThat(calibration.shift()[Columns.of(Expression.ANGER)]).isZero();
  }

  @Test
  void theHeadGivesTheCalibratedLogits() {
    FaceEncoderConfig shape = new FaceEncoderConfig(16, 4, List.of(4), List.of(1), 1, 0);
    FaceEncoder encoder = FaceTrainer.initialised(shape, manager);
    encoder.silence(7);
    float[] before =
        encoder.head(Output.EXPRESSION).getParameters().get("weight").getArray().toFloatArray();

    new ExpressionCalibration(0.5, 2, new float[] {1, 2, 3, 4, 5, 6, 7, 0}).apply(encoder, 7);

    float[] weight =
        encoder.head(Output.EXPRESSION).getParameters().get("weight").getArray().toFloatArray();
    float[] bias =
        encoder.head(Output.EXPRESSION).getParameters().get("bias").getArray().toFloatArray();
    assertThat(weight[5]).isCloseTo(before[5] / 2, within(1e-6f));
    assertThat(bias).containsExactly(1, 2, 3, 4, 5, 6, 7, -16);
  }

  private float[][] calibrated(ExpressionCalibration calibration) {
    float[][] calibrated = new float[logits.length][8];
    for (int i = 0; i < logits.length; i++) {
      for (int c = 0; c < 8; c++) {
        calibrated[i][c] =
            (float) (logits[i][c] / calibration.temperature()) + calibration.shift()[c];
      }
    }
    return calibrated;
  }
}
