package io.affectstream.export.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.training.blocks.FaceDetectorNet;
import io.affectstream.training.blocks.FaceDetectorNetConfig;
import io.affectstream.training.detector.DetectorTrainer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SeededEngine.class)
class FaceDetectorGraphTest {

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @ParameterizedTest
  @CsvSource({"1, 256, 320", "3, 96, 96", "2, 32, 64"})
  void agreesWithTheTrainingFrameworkAtAnySize(int rows, int height, int width)
      throws OrtException {
    FaceDetectorNet net = settled();
    try (DetectorSession session = new DetectorSession(FaceDetectorGraph.write(net))) {
      Map<String, Double> differences =
          DetectorParity.relative(net, session, random(rows * height * width), rows, height, width);

      assertThat(differences)
          .hasSize(9)
          .allSatisfy(
              (output, difference) ->
                  assertThat(difference).isLessThanOrEqualTo(ExportDetector.TOLERANCE));
    }
  }

  @Test
  void aRowDoesNotDependOnItsBatch() throws OrtException {
    int pixels = 96 * 96;
    float[] images = random(4 * pixels);
    float[] last = Arrays.copyOfRange(images, 3 * pixels, 4 * pixels);
    try (DetectorSession session = new DetectorSession(FaceDetectorGraph.write(settled()))) {
      Map<String, float[]> batch = session.run(images, 4, 96, 96);
      Map<String, float[]> alone = session.run(last, 1, 96, 96);

      assertThat(alone)
          .allSatisfy(
              (output, values) -> {
                float[] all = batch.get(output);
                assertThat(values)
                    .containsExactly(
                        Arrays.copyOfRange(all, all.length - values.length, all.length),
                        within(1e-5f));
              });
    }
  }

  @Test
  void outputsHaveOneRowPerCell() throws OrtException {
    try (DetectorSession session = new DetectorSession(FaceDetectorGraph.write(settled()))) {
      Map<String, float[]> outputs = session.run(new float[2 * 64 * 160], 2, 64, 160);

      assertThat(outputs.get("score_8")).hasSize(2 * 8 * 20);
      assertThat(outputs.get("score_32")).hasSize(2 * 2 * 5);
      assertThat(outputs.get("box_16")).hasSize(2 * 4 * 10 * 4);
      assertThat(outputs.get("points_8")).hasSize(2 * 8 * 20 * 10);
    }
  }

  @Test
  void parityNoticesAChangedWeight() throws OrtException {
    FaceDetectorNet net = settled();
    byte[] before = FaceDetectorGraph.write(net);
    net.predictions().get(0).getParameters().get("bias").getArray().addi(0.05f);
    try (DetectorSession session = new DetectorSession(before)) {
      Map<String, Double> differences =
          DetectorParity.relative(net, session, random(96 * 96), 1, 96, 96);

      assertThat(differences.get("box_8")).isGreaterThan(ExportDetector.TOLERANCE);
      assertThat(differences.get("box_16")).isLessThanOrEqualTo(ExportDetector.TOLERANCE);
    }
  }

  /** A network with non-trivial normalisation, so that folding is tested. */
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
