package io.affectstream.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.training.data.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table of 100 images whose measures all run evenly from 0 to 1, and one more image. */
class TeacherActionUnitsTest {

  private static final int OTHERS = 100;

  private List<String> columns;
  private TeacherTable table;
  private float[] row;

  @BeforeEach
  void fill() throws IOException {
    columns = new ArrayList<>(BlendshapeInfo.read(TestData.require("models/mediapipe")).names());
    columns.addAll(MouthGeometry.NAMES);
    table = TeacherTable.empty(columns);
    for (int i = 0; i < OTHERS; i++) {
      float[] other = new float[columns.size()];
      java.util.Arrays.fill(other, i / (OTHERS - 1f));
      table.rows().put("other%03d".formatted(i), other);
    }
    row = new float[columns.size()];
    for (String name : MouthGeometry.NAMES) {
      set(name, 0.5f);
    }
    table.rows().put("image", row);
  }

  @Test
  void pairsCountWithTheirMean() {
    set("mouthSmileLeft", 0.8f);
    set("mouthSmileRight", 0.4f);

    assertThat(unit(ActionUnit.AU12)).isCloseTo(0.6f, within(0.03f));
    assertThat(unit(ActionUnit.AU6)).isZero();
  }

  @Test
  void openJawPartsTheLips() {
    set("jawOpen", 0.7f);

    assertThat(unit(ActionUnit.AU25)).isCloseTo(0.7f, within(0.03f));
    assertThat(unit(ActionUnit.AU26)).isCloseTo(0.7f, within(0.03f));
    assertThat(unit(ActionUnit.AU10)).isLessThan(0.05f);
  }

  @Test
  void loweredCornersOfAClosedMouthAreAu15() {
    set("cornerDrop", 1);
    float closed = unit(ActionUnit.AU15);
    set("lipOpening", 1);

    assertThat(closed).isGreaterThan(0.4f);
    assertThat(unit(ActionUnit.AU15)).isZero();
  }

  @Test
  void thinLipsOfAClosedMouthAreAu24AndNotWhileSmilingAu23() {
    set("upperLipHeight", 0);
    set("lowerLipHeight", 0);
    float tight = unit(ActionUnit.AU23);
    assertThat(unit(ActionUnit.AU24)).isGreaterThan(0.4f);
    set("mouthWidth", 1);

    assertThat(tight).isGreaterThan(0.4f);
    assertThat(unit(ActionUnit.AU23)).isLessThan(0.05f);
  }

  @Test
  void aSmileAloneRaisesNoUpperLip() {
    set("noseToLip", 0);
    float raised = unit(ActionUnit.AU10);
    set("mouthSmileLeft", 1);
    set("mouthSmileRight", 1);

    assertThat(raised).isGreaterThan(0.4f);
    assertThat(unit(ActionUnit.AU10)).isLessThan(0.05f);
  }

  @Test
  void aImageWithoutAFaceStaysUnknown() {
    table.rows().put("none", new float[0]);

    assertThat(new TeacherActionUnits(table).table().of("none")).isEmpty();
  }

  @Test
  void namesAMissingMeasure() {
    TeacherTable jaws = new TeacherTable(List.of("jawOpen"), Map.of("p", new float[] {1}));

    assertThatThrownBy(() -> new TeacherActionUnits(jaws).table())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'browInnerUp'");
  }

  private void set(String name, float value) {
    row[columns.indexOf(name)] = value;
  }

  private float unit(ActionUnit unit) {
    return new TeacherActionUnits(table).table().of("image").orElseThrow()[Columns.of(unit)];
  }
}
