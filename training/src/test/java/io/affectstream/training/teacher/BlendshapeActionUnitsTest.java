package io.affectstream.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.training.data.Columns;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlendshapeActionUnitsTest {

  private BlendshapeInfo info;
  private float[] scores;

  @BeforeEach
  void read() throws IOException {
    info = BlendshapeInfo.read(TestData.require("models/mediapipe"));
    scores = new float[info.names().size()];
  }

  @Test
  void pairsCountWithTheirMean() {
    set("mouthSmileLeft", 0.8f);
    set("mouthSmileRight", 0.4f);

    assertThat(unit(ActionUnit.AU12)).isCloseTo(0.6f, within(1e-6f));
    assertThat(unit(ActionUnit.AU6)).isZero();
  }

  @Test
  void cheekRaiserNeedsSmileAndTightLids() {
    set("mouthSmileLeft", 0.8f);
    set("mouthSmileRight", 0.8f);
    set("eyeSquintLeft", 0.2f);
    set("eyeSquintRight", 0.2f);

    assertThat(unit(ActionUnit.AU6)).isCloseTo(0.4f, within(1e-6f));
  }

  @Test
  void openJawPartsTheLips() {
    set("jawOpen", 0.7f);

    assertThat(unit(ActionUnit.AU25)).isEqualTo(0.7f);
    assertThat(unit(ActionUnit.AU26)).isEqualTo(0.7f);
    assertThat(unit(ActionUnit.AU10)).isZero();
  }

  @Test
  void namesAMissingBlendshape() {
    BlendshapeActionUnits units = new BlendshapeActionUnits(List.of("jawOpen"));

    assertThatThrownBy(() -> units.scores(new float[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'browInnerUp'");
  }

  private void set(String name, float value) {
    scores[info.names().indexOf(name)] = value;
  }

  private float unit(ActionUnit unit) {
    return new BlendshapeActionUnits(info.names()).scores(scores)[Columns.of(unit)];
  }
}
