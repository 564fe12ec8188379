package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.blocks.InceptionResnetV1Config;
import io.affectstream.training.face.FaceTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SeededEngine.class)
class FaceEncoderWeightsTest {

  private static final double TOLERANCE = 1e-5;
  private static final FaceEncoderConfig SHAPE =
      new FaceEncoderConfig(16, 4, List.of(8, 16), List.of(1, 2), 1, 0.1f);
  private static final FaceEncoderConfig WIDER =
      new FaceEncoderConfig(16, 8, List.of(8, 16), List.of(1, 2), 1, 0.1f);

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @TempDir private Path folder;

  @Test
  void anEncoderWithTheWeightsOfAGraphComputesWhatTheGraphComputes() throws Exception {
    byte[] graph = FaceEncoderGraph.write(settled());
    FaceEncoder encoder = FaceTrainer.initialised(SHAPE, manager);
    float[] faces = random(8 * 16 * 16);
    try (FaceGraphSession session = new FaceGraphSession(graph)) {
      assertThat(Parity.relative(encoder, session, faces, 8).get(FaceEncoderGraph.POOLED))
          .isGreaterThan(TOLERANCE);

      FaceEncoderWeights.load(Files.write(folder.resolve("face.onnx"), graph), encoder);

      assertThat(Parity.relative(encoder, session, faces, 8))
          .hasSize(5)
          .allSatisfy(
              (output, difference) -> assertThat(difference).isLessThanOrEqualTo(TOLERANCE));
    }
  }

  @Test
  void refusesAGraphOfAnotherShape() throws Exception {
    Path file = Files.write(folder.resolve("face.onnx"), FaceEncoderGraph.write(settled()));
    FaceEncoder wider = FaceTrainer.initialised(WIDER, manager);

    assertThatThrownBy(() -> FaceEncoderWeights.load(file, wider))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("face.onnx: expected a tensor 'conv0.kernel' of 72 values, found 36");
  }

  @Test
  void refusesThePapersNetwork() throws Exception {
    Path file = Files.write(folder.resolve("face.onnx"), FaceEncoderGraph.write(settled()));

    assertThatThrownBy(
            () ->
                FaceEncoderWeights.load(
                    file,
                    new InceptionResnetV1Config(
                            InceptionResnetV1Config.MIN_SIDE, List.of(1, 1, 1), 8, 0)
                        .encoder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("face-encoder");
  }

  /** An encoder whose normalisation is not the identity. */
  private FaceEncoder settled() {
    FaceEncoder encoder = FaceTrainer.initialised(SHAPE, manager);
    ParameterStore parameters = new ParameterStore(manager, false);
    for (int i = 0; i < 3; i++) {
      float[] faces = random(16 * 16 * 16);
      encoder.forward(
          parameters, new NDList(manager.create(faces, new Shape(16, 1, 16, 16))), true);
    }
    return encoder;
  }

  private static float[] random(int length) {
    Random random = new Random(4);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
