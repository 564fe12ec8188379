package io.affectstream.training.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.face.FaceTrainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FaceEncoderTest {

  private static final FaceEncoderConfig SMALL =
      new FaceEncoderConfig(16, 4, List.of(4, 8), List.of(1, 2), 1, 0.1f);

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @Test
  void shippedEncoderHasAtMostOneAndAHalfMillionParameters() {
    long parameters =
        FaceTrainer.initialised(FaceEncoderConfig.shipped(), manager).getParameters().stream()
            .mapToLong(parameter -> parameter.getValue().getArray().size())
            .sum();

    assertThat(parameters).isLessThanOrEqualTo(1_500_000);
  }

  @Test
  void namesOfParametersAreThoseOfStoredCheckpoints() {
    assertThat(FaceTrainer.initialised(SMALL, manager).getParameters().keys())
        .contains(
            "01stem_01convolution_weight",
            "02stage0_0_01first_02norm_gamma",
            "03stage1_0_03gates_01reduce_weight",
            "03stage1_0_04projection_01convolution_weight",
            "06expression_weight",
            "07action_units_bias",
            "08embedding_weight");
  }

  @Test
  void outputsHaveTheDeclaredShapes() {
    FaceEncoder encoder = FaceTrainer.initialised(SMALL, manager);
    NDList outputs = run(encoder, faces(3, 16));

    assertThat(outputs.getShapes())
        .isEqualTo(encoder.getOutputShapes(new Shape[] {new Shape(3, 1, 16, 16)}))
        .containsExactly(
            new Shape(3, 8),
            new Shape(3, 16, 8),
            new Shape(3, 8),
            new Shape(3, 12),
            new Shape(3, 16));
  }

  @Test
  void pooledFeatureIsTheMeanOfTheTokens() {
    NDList outputs = run(FaceTrainer.initialised(SMALL, manager), faces(2, 16));
    NDArray mean = outputs.get(Output.TOKENS.index()).mean(new int[] {1});

    assertThat(mean.toFloatArray())
        .containsExactly(outputs.get(Output.POOLED.index()).toFloatArray(), within(1e-5f));
  }

  @Test
  void embeddingHasLengthOne() {
    NDArray embedding =
        run(FaceTrainer.initialised(SMALL, manager), faces(4, 16)).get(Output.EMBEDDING.index());

    assertThat(embedding.square().sum(new int[] {1}).toFloatArray())
        .containsExactly(new float[] {1, 1, 1, 1}, within(1e-5f));
  }

  @Test
  void brightnessAndContrastCancel() {
    FaceEncoder encoder = FaceTrainer.initialised(SMALL, manager);
    float[] faces = faces(1, 16);
    float[] darker = new float[faces.length];
    for (int i = 0; i < faces.length; i++) {
      darker[i] = 0.8f * faces[i] + 0.1f;
    }

    assertThat(run(encoder, darker).get(Output.EMBEDDING.index()).toFloatArray())
        .containsExactly(
            run(encoder, faces).get(Output.EMBEDDING.index()).toFloatArray(), within(2e-3f));
  }

  @Test
  void flatImageStaysFinite() {
    NDList outputs = run(FaceTrainer.initialised(SMALL, manager), new float[16 * 16]);

    for (NDArray output : outputs) {
      for (float value : output.toFloatArray()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void silencedClassGetsNoProbability() {
    FaceEncoder encoder = FaceTrainer.initialised(SMALL, manager);
    encoder.silence(7);
    float[] probabilities =
        run(encoder, faces(1, 16)).get(Output.EXPRESSION.index()).softmax(1).toFloatArray();

    assertThat(probabilities[7]).isLessThan(1e-5f);
  }

  @Test
  void refusesASideThatTheStagesDoNotDivide() {
    assertThatThrownBy(() -> new FaceEncoderConfig(50, 4, List.of(4, 8), List.of(1, 1), 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divisible by 4");
  }

  @Test
  void gatesDependOnTheWholeMap() {
    FaceEncoder encoder = FaceTrainer.initialised(SMALL, manager);
    float[] first = run(encoder, faces(1, 16)).get(Output.TOKENS.index()).toFloatArray();
    encoder
        .units()
        .get(1)
        .gates()
        .orElseThrow()
        .expand()
        .getParameters()
        .get("bias")
        .getArray()
        .set(new float[] {-9, -9, -9, -9, -9, -9, -9, -9});
    float[] closed = run(encoder, faces(1, 16)).get(Output.TOKENS.index()).toFloatArray();

    assertThat(encoder.units().get(0).gates()).isEmpty();
    assertThat(closed).isNotEqualTo(first);
  }

  private NDList run(FaceEncoder encoder, float[] faces) {
    int side = encoder.config().side();
    NDArray input = manager.create(faces, new Shape(faces.length / (side * side), 1, side, side));
    return encoder.forward(new ParameterStore(manager, false), new NDList(input), false);
  }

  private static float[] faces(int rows, int side) {
    Random random = new Random(7);
    float[] faces = new float[rows * side * side];
    for (int i = 0; i < faces.length; i++) {
      faces[i] = random.nextFloat();
    }
    return faces;
  }
}
