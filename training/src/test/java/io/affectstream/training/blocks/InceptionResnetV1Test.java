package io.affectstream.training.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.face.FaceTrainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InceptionResnetV1Test {

  private static final InceptionResnetV1Config NARROW =
      new InceptionResnetV1Config(75, List.of(1, 1, 1), 8, 0.6f);

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @Test
  void trunkHasTheParametersOfThePublishedNetwork() {
    InceptionResnetV1 encoder =
        FaceTrainer.initialised(InceptionResnetV1Config.paper().encoder(), manager);
    long trunk = 0;
    long heads = 0;
    for (var parameter : encoder.getParameters()) {
      Parameter.Type type = parameter.getValue().getType();
      if (type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR) {
        boolean head = parameter.getKey().matches(".*(expression|action_units|embedding)_.*");
        long size = parameter.getValue().getArray().size();
        trunk += head ? 0 : size;
        heads += head ? size : 0;
      }
    }

    assertThat(trunk).isEqualTo(23_482_624);
    assertThat(heads).isEqualTo((8 + 12 + 16) * 513);
  }

  @Test
  void outputsHaveTheDeclaredShapes() {
    InceptionResnetV1Config shape = NARROW.withSide(160);
    InceptionResnetV1 encoder = FaceTrainer.initialised(shape.encoder(), manager);
    NDList outputs = run(encoder, faces(2, 160));

    assertThat(outputs.getShapes())
        .isEqualTo(encoder.getOutputShapes(new Shape[] {new Shape(2, 3, 160, 160)}))
        .containsExactly(
            new Shape(2, 64),
            new Shape(2, 9, 224),
            new Shape(2, 8),
            new Shape(2, 12),
            new Shape(2, 16));
    assertThat(outputs.get(Output.EMBEDDING.index()).square().sum(new int[] {1}).toFloatArray())
        .containsExactly(new float[] {1, 1}, within(1e-5f));
  }

  @Test
  void tokensOfTheLastUnitMayBeNegative() {
    NDArray tokens =
        run(FaceTrainer.initialised(NARROW.encoder(), manager), faces(2, 75))
            .get(Output.TOKENS.index());

    assertThat(tokens.min().getFloat()).isNegative();
  }

  @Test
  void channelsAreStandardisedTogether() {
    InceptionResnetV1 encoder = FaceTrainer.initialised(NARROW.encoder(), manager);
    float[] faces = faces(1, 75);
    float[] darker = new float[faces.length];
    float[] redder = faces.clone();
    for (int i = 0; i < faces.length; i++) {
      darker[i] = 0.8f * faces[i] + 0.1f;
      redder[i] += i < faces.length / 3 ? 0.5f : 0;
    }
    float[] plain = embedding(encoder, faces);

    assertThat(embedding(encoder, darker)).containsExactly(plain, within(2e-3f));
    assertThat(distance(embedding(encoder, redder), plain)).isGreaterThan(0.05);
  }

  @Test
  void greyFacesFillEveryChannel() {
    InceptionResnetV1 encoder = FaceTrainer.initialised(NARROW.encoder(), manager);
    NDArray input = encoder.input(manager, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2);

    assertThat(input.getShape()).isEqualTo(new Shape(2, 3, 2, 2));
    assertThat(input.toFloatArray())
        .containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8);
  }

  @Test
  void refusesASideThatLeavesNoMap() {
    assertThatThrownBy(() -> NARROW.withSide(74))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 75, found 74");
  }

  private float[] embedding(InceptionResnetV1 encoder, float[] faces) {
    return run(encoder, faces).get(Output.EMBEDDING.index()).toFloatArray();
  }

  private static double distance(float[] first, float[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += (first[i] - second[i]) * (first[i] - second[i]);
    }
    return Math.sqrt(sum);
  }

  private NDList run(InceptionResnetV1 encoder, float[] faces) {
    int side = encoder.config().side();
    int rows = faces.length / (3 * side * side);
    NDArray input = manager.create(faces, new Shape(rows, 3, side, side));
    return encoder.forward(new ParameterStore(manager, false), new NDList(input), false);
  }

  private static float[] faces(int rows, int side) {
    Random random = new Random(7);
    float[] faces = new float[rows * 3 * side * side];
    for (int i = 0; i < faces.length; i++) {
      faces[i] = random.nextFloat();
    }
    return faces;
  }
}
