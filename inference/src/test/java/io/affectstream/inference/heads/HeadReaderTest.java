package io.affectstream.inference.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.schemas.bundle.Activation;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest.Head;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadReaderTest {

  @Test
  void putsColumnsWhereTheirLabelsBelong() {
    HeadReader reader =
        HeadReader.expression("g", head(Activation.NONE, List.of("SURPRISE", "NEUTRAL", "FEAR")));
    // NEUTRAL, ANGER, DISGUST, FEAR, HAPPINESS, SADNESS, SURPRISE, OTHER
    assertThat(reader.read(new float[] {0.5f, 0.2f, 0.3f}))
        .containsExactly(0.2f, 0, 0, 0.3f, 0, 0, 0.5f, 0);
  }

  @Test
  void softmaxIsStableAndLeavesAbsentClassesAtZero() {
    HeadReader reader =
        HeadReader.expression("g", head(Activation.SOFTMAX, List.of("ANGER", "OTHER")));
    assertThat(reader.read(new float[] {1000f, 1000f + (float) Math.log(3)}))
        .containsExactly(new float[] {0, 0.25f, 0, 0, 0, 0, 0, 0.75f}, within(1e-4f));
    assertThat(reader.read(new float[] {-1e30f, 1e30f})).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void sigmoidOfActionUnits() {
    HeadReader reader =
        HeadReader.actionUnits("g", head(Activation.SIGMOID, List.of("AU26", "AU1")));
    assertThat(reader.read(new float[] {0f, (float) Math.log(4)}))
        .containsExactly(new float[] {0.8f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5f}, within(1e-6f));
    assertThat(reader.read(new float[] {-1e30f, 1e30f}))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void namesTheFirstValueThatIsNotFinite() {
    HeadReader reader =
        HeadReader.expression("face.onnx", head(Activation.NONE, List.of("FEAR", "OTHER")));
    assertThatThrownBy(() -> reader.read(new float[] {0.5f, Float.NaN}))
        .isInstanceOfSatisfying(
            ModelOutputException.class,
            e -> {
              assertThat(e.graph()).isEqualTo("face.onnx");
              assertThat(e.tensor()).isEqualTo("out");
              assertThat(e.index()).isEqualTo(1);
            })
        .hasMessageContaining(
            "face.onnx: output 'out': expected finite values, found NaN at index 1");
    assertThatThrownBy(() -> reader.read(new float[] {Float.POSITIVE_INFINITY, 0}))
        .hasMessageContaining("found Infinity at index 0");
  }

  private static Head head(Activation activation, List<String> labels) {
    return new Head(HeadGraph.FACE, "out", activation, labels, null);
  }
}
