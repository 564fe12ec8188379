package io.affectstream.export.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.training.blocks.FaceDetectorNet;
import io.affectstream.training.blocks.FaceDetectorNetConfig;
import io.affectstream.training.blocks.FaceDetectorNetConfig.Stage;
import io.affectstream.training.detector.DetectorTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SeededEngine.class)
class FaceDetectorWeightsTest {

  private static final FaceDetectorNetConfig NARROW =
      new FaceDetectorNetConfig(
          8,
          List.of(
              new Stage(16, 1, 3), new Stage(24, 1, 3), new Stage(32, 1, 3), new Stage(32, 1, 3)),
          16);

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @TempDir private Path folder;

  @Test
  void aNetworkWithTheWeightsOfAGraphComputesWhatTheGraphComputes() throws Exception {
    byte[] graph = FaceDetectorGraph.write(settled());
    FaceDetectorNet net = DetectorTrainer.initialised(FaceDetectorNetConfig.shipped(), manager);
    float[] images = random(2 * 96 * 128);
    try (DetectorSession session = new DetectorSession(graph)) {
      assertThat(DetectorParity.relative(net, session, images, 2, 96, 128).get("points_8"))
          .isGreaterThan(ExportDetector.TOLERANCE);

      FaceDetectorWeights.load(Files.write(folder.resolve("net.onnx"), graph), net);

      Map<String, Double> differences = DetectorParity.relative(net, session, images, 2, 96, 128);
      assertThat(differences)
          .hasSize(9)
          .allSatisfy(
              (output, difference) ->
                  assertThat(difference).isLessThanOrEqualTo(ExportDetector.TOLERANCE));
    }
  }

  @Test
  void refusesAGraphOfAnotherShape() throws Exception {
    byte[] graph = FaceDetectorGraph.write(settled());
    Path file = Files.write(folder.resolve("wide.onnx"), graph);
    FaceDetectorNet narrow = DetectorTrainer.initialised(NARROW, manager);

    assertThatThrownBy(() -> FaceDetectorWeights.load(file, narrow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wide.onnx: expected a tensor '*.kernel' of 72 values, found")
        .hasMessageContaining("of 144");
  }

  /** A network whose normalisation is not the identity. */
  private FaceDetectorNet settled() {
    FaceDetectorNet net = DetectorTrainer.initialised(FaceDetectorNetConfig.shipped(), manager);
    ParameterStore parameters = new ParameterStore(manager, false);
    for (int i = 0; i < 3; i++) {
      float[] images = random(4 * 64 * 64);
      net.forward(parameters, new NDList(manager.create(images, new Shape(4, 1, 64, 64))), true);
    }
    return net;
  }

  private static float[] random(int length) {
    Random random = new Random(3);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextInt(256);
    }
    return values;
  }
}
