package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.features.testing.TestData;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.face.FaceTrainer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SeededEngine.class)
class FaceEncoderGraphTest {

  private static final double TOLERANCE = 1e-5;

  /**
   * Rounding of the shipped network's depth at random weights, in floats. The export checks trained
   * weights to 1e-5.
   */
  private static final double UNTRAINED = 2e-5;

  private static final int SIDE = FaceEncoderConfig.shipped().side();
  private static final FaceEncoderConfig SMALL =
      new FaceEncoderConfig(16, 4, List.of(4, 8), List.of(1, 2), 1, 0.1f);

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void agreesWithTheTrainingFrameworkOnRandomInput(int rows) throws OrtException {
    FaceEncoder encoder = settled(FaceEncoderConfig.shipped());
    float[] faces = random(rows * SIDE * SIDE);

    assertThat(differences(encoder, faces, rows))
        .hasSize(5)
        .allSatisfy((output, difference) -> assertThat(difference).isLessThanOrEqualTo(TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void agreesWithTheTrainingFrameworkOnFaces(int rows) throws OrtException, IOException {
    FaceImages images =
        FaceFolders.read(TestData.require("fer2013/fer2013-original.tar.gz"), "validation");
    float[] faces = new float[rows * SIDE * SIDE];
    for (int row = 0; row < rows; row++) {
      FaceAugmentation.plain(
          images.pixels(), row * 100 * 48 * 48, 48, faces, row * SIDE * SIDE, SIDE);
    }

    assertThat(differences(settled(FaceEncoderConfig.shipped()), faces, rows))
        .allSatisfy((output, difference) -> assertThat(difference).isLessThanOrEqualTo(UNTRAINED));
  }

  @Test
  void aRowDoesNotDependOnItsBatch() throws OrtException {
    FaceEncoder encoder = settled(SMALL);
    float[] faces = random(8 * 16 * 16);
    float[] last = java.util.Arrays.copyOfRange(faces, 7 * 16 * 16, 8 * 16 * 16);
    try (FaceGraphSession session = new FaceGraphSession(FaceEncoderGraph.write(encoder))) {
      float[] batch = session.run(faces, 8, FaceEncoderGraph.EMBEDDING);
      float[] alone = session.run(last, 1, FaceEncoderGraph.EMBEDDING);

      assertThat(alone)
          .containsExactly(java.util.Arrays.copyOfRange(batch, 7 * 16, 8 * 16), within(1e-6f));
    }
  }

  @Test
  void parityNoticesAChangedWeight() throws OrtException {
    FaceEncoder encoder = settled(SMALL);
    byte[] before = FaceEncoderGraph.write(encoder);
    encoder.head(FaceEncoder.Output.EXPRESSION).getParameters().get("bias").getArray().addi(0.01f);
    try (FaceGraphSession session = new FaceGraphSession(before)) {
      Map<String, Double> differences = Parity.relative(encoder, session, random(2 * 16 * 16), 2);

      assertThat(differences.get(FaceEncoderGraph.EXPRESSION)).isGreaterThan(TOLERANCE);
      assertThat(differences.get(FaceEncoderGraph.POOLED)).isLessThanOrEqualTo(TOLERANCE);
    }
  }

  private static Map<String, Double> differences(FaceEncoder encoder, float[] faces, int rows)
      throws OrtException {
    try (FaceGraphSession session = new FaceGraphSession(FaceEncoderGraph.write(encoder))) {
      return Parity.relative(encoder, session, faces, rows);
    }
  }

  /** An encoder with non-trivial normalisation, so that folding is tested. */
  private FaceEncoder settled(FaceEncoderConfig shape) {
    FaceEncoder encoder = FaceTrainer.initialised(shape, manager);
    encoder.silence(7);
    ParameterStore parameters = new ParameterStore(manager, false);
    for (int i = 0; i < 3; i++) {
      encoder.forward(
          parameters,
          new NDList(
              manager.create(
                  random(8 * shape.side() * shape.side()),
                  new Shape(8, 1, shape.side(), shape.side()))),
          true);
    }
    return encoder;
  }

  private static float[] random(int length) {
    Random random = new Random(3);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
