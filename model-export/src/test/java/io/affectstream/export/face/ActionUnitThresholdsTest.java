package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.FaceImages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionUnitThresholdsTest {

  private static final float[] TRUTH = {0.9f, 0.6f, 0.4f, 0.1f};
  private static final double[] PROBABILITY = {0.43, 0.33, 0.22, 0.12};

  @Test
  void bestThresholdSeparatesActiveFromInactive() {
    ActionUnitThresholds thresholds = thresholds();

    assertThat(thresholds.best()[0]).isCloseTo(0.25f, within(1e-6f));
    assertThat(thresholds.f1(0, 0.25f)).isEqualTo(1);
    assertThat(thresholds.f1(0, 0.4f)).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(thresholds.f1(0, 0.2f)).isCloseTo(4 / 5.0, within(1e-9));
  }

  @Test
  void aUnitThatHardlyAgreesIsUnreliable() {
    ActionUnit first = ActionUnit.AU1;
    assertThat(thresholds().unreliable(thresholds().best())).doesNotContain(first).hasSize(11);
    float[] high = new float[12];
    high[0] = 0.5f;
    assertThat(thresholds().unreliable(high)).as("never active").contains(first);
  }

  @Test
  void imagesWithoutAnEstimateDoNotCount() {
    assertThat(thresholds().prevalence(0)).isCloseTo(0.5, within(1e-9));
    assertThat(thresholds().prevalence(1)).isZero();
  }

  private static ActionUnitThresholds thresholds() {
    Map<String, float[]> rows = new LinkedHashMap<>();
    float[][] units = new float[5][12];
    for (int i = 0; i < 4; i++) {
      float[] row = new float[12];
      row[0] = TRUTH[i];
      rows.put("p" + i, row);
      units[i][0] = (float) Math.log(PROBABILITY[i] / (1 - PROBABILITY[i]));
    }
    rows.put("p4", ActionUnitTable.UNKNOWN);
    units[4][0] = 10;
    FaceImages faces =
        new FaceImages(
            1,
            new byte[5],
            List.of(
                Expression.FEAR,
                Expression.FEAR,
                Expression.FEAR,
                Expression.FEAR,
                Expression.FEAR),
            List.of("p0", "p1", "p2", "p3", "p4"));
    return new ActionUnitThresholds(
        faces,
        new FaceOutputs(new float[5][8], units, new float[5][16]),
        new ActionUnitTable(rows));
  }
}
