package io.affectstream.inference.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.features.testing.TestData;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.inference.testing.Clips;
import io.affectstream.inference.testing.GraphBuilder;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.schemas.Expression;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FaceModelTest {

  private static final BatcherConfig ALONE = new BatcherConfig(1, Duration.ZERO, 100, 1);
  private static final BatcherConfig FOUR = new BatcherConfig(4, Duration.ofHours(1), 100, 1);

  @TempDir Path temp;

  @Test
  void readsHeadsEmbeddingAndMemoryByTheManifest() throws Exception {
    float[] crop = crop(1);
    double[] mean = channelMeans(crop);
    try (FaceModel fused = model(TestBundle.write(temp.resolve("fused")), ALONE);
        FaceModel faceOnly = model(TestBundle.writeFaceOnly(temp.resolve("face")), ALONE)) {
      FaceOutput output = fused.run(crop).join();
      assertThat(output.expression()).isEmpty();
      assertThat(output.actionUnits()).isEmpty();
      assertClose(output.memory(), mean);
      assertClose(output.embedding(), linear(mean, 1, 2));

      FaceOutput heads = faceOnly.run(crop).join();
      double[] logits = linear(mean, 2, 3);
      double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
      // labels OTHER, FEAR, NEUTRAL
      double[] expression = new double[8];
      expression[7] = Math.exp(logits[0]) / sum;
      expression[3] = Math.exp(logits[1]) / sum;
      expression[0] = Math.exp(logits[2]) / sum;
      assertClose(heads.expression(), expression);
      double[] unitLogits = linear(mean, 3, 2);
      // labels AU26, AU1
      double[] units = new double[12];
      units[11] = 1 / (1 + Math.exp(-unitLogits[0]));
      units[0] = 1 / (1 + Math.exp(-unitLogits[1]));
      assertClose(heads.actionUnits(), units);
      assertThat(heads.memory()).as("no fusion graph reads it").isEmpty();
    }
  }

  @Test
  void anAnswerThatIsNotFiniteFailsItsFaceAlone() throws Exception {
    float[] poisoned = crop(2);
    poisoned[5] = Float.NaN;
    try (FaceModel model = model(TestBundle.writeFaceOnly(temp.resolve("b")), FOUR)) {
      List<CompletableFuture<FaceOutput>> outputs =
          List.of(model.run(crop(1)), model.run(poisoned), model.run(crop(3)), model.run(crop(4)));
      for (int i : new int[] {0, 2, 3}) {
        assertThat(outputs.get(i).join().expression()).hasSize(8);
      }
      assertThatThrownBy(() -> outputs.get(1).join())
          .cause()
          .isInstanceOfSatisfying(
              ModelOutputException.class,
              e -> {
                assertThat(e.graph()).isEqualTo("face.onnx");
                assertThat(e.tensor()).isEqualTo("face_logits");
                assertThat(e.index()).isZero();
              });
      assertThat(model.metrics().batches()).as("none was run again").isEqualTo(1);
    }
  }

  /** ONNX Runtime sums this mean in another order if the batch axis has one row. */
  @Test
  void aGraphWithAMeanOverMiddleAxesGivesTheSameBitsInEveryBatch() throws Exception {
    byte[] graph =
        new GraphBuilder()
            .input("image", -1, 4, 4, 3)
            .constant("w", new long[] {3, 3}, TestBundle.weights(2, 9))
            .constant("u", new long[] {3, 2}, TestBundle.weights(3, 6))
            .node(
                "ReduceMean",
                List.of("image"),
                "pooled",
                GraphBuilder.integers("axes", 1L, 2L),
                GraphBuilder.integer("keepdims", 0))
            .node("MatMul", List.of("pooled", "w"), "face_logits")
            .node("MatMul", List.of("pooled", "u"), "face_units")
            .output("face_logits", -1, 3)
            .output("face_units", -1, 2)
            .build();
    ObjectNode manifest = TestBundle.faceOnly();
    manifest.withObject("/face").remove("outputs");
    manifest.withObject("/face/input").put("layout", "NHWC").put("scale", 0.01);
    Path folder = TestBundle.write(temp.resolve("b"), manifest, Map.of("face.onnx", graph));
    List<float[]> crops = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      crops.add(crop(i));
    }
    try (FaceModel alone = model(folder, ALONE);
        FaceModel together = model(folder, FOUR)) {
      List<CompletableFuture<FaceOutput>> outputs = crops.stream().map(together::run).toList();
      for (int i = 0; i < crops.size(); i++) {
        assertThat(alone.run(crops.get(i)).join().expression())
            .containsExactly(outputs.get(i).join().expression());
      }
    }
  }

  /** The columns of the real net match the reference manifest. */
  @Test
  void theReferenceBundleGivesEachLabelMostOftenToItsOwnClass() throws Exception {
    Path model = TestData.require("models/faceapi_expression_112.onnx");
    ModelBundle bundle =
        ReferenceBundle.assemble(model.getParent().getParent(), temp.resolve("static"));
    Map<String, Expression> classes =
        Map.of(
            "happy", Expression.HAPPINESS,
            "sad", Expression.SADNESS,
            "angry", Expression.ANGER,
            "neutral", Expression.NEUTRAL,
            "surprise", Expression.SURPRISE,
            "fear", Expression.FEAR,
            "disgust", Expression.DISGUST);
    int[][] confusion = new int[8][8];
    Map<String, List<Mat>> faces = Clips.fer2013(30);
    try (FaceModel net = open(bundle, ALONE);
        FaceCropper cropper =
            new FaceCropper(bundle.manifest().face().input(), bundle.manifest().face().crop())) {
      classes.forEach(
          (folder, expression) -> {
            for (Mat face : faces.get(folder)) {
              float[] crop = new float[cropper.rowLength()];
              FaceBox whole = new FaceBox(0, 0, face.cols(), face.rows());
              cropper.crop(face, new DetectedFace(whole, 1, new float[0]), FloatBuffer.wrap(crop));
              int predicted = largest(net.run(crop).join().expression());
              confusion[index(expression)][predicted]++;
            }
          });
    } finally {
      faces.values().forEach(list -> list.forEach(Mat::close));
    }
    for (Expression expression : classes.values()) {
      int column = index(expression);
      int[] rows = Arrays.stream(confusion).mapToInt(row -> row[column]).toArray();
      assertThat(largest(rows))
          .as("faces most often called %s, by class: %s", expression, Arrays.toString(rows))
          .isEqualTo(column);
    }
  }

  private static int index(Expression expression) {
    return List.of(Expression.values()).indexOf(expression);
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static int largest(int[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static FaceModel model(Path folder, BatcherConfig config) throws Exception {
    return open(ModelBundle.open(folder), config);
  }

  private static FaceModel open(ModelBundle bundle, BatcherConfig config) {
    String file = bundle.manifest().face().file();
    OnnxSession session = OnnxSession.open(file, bundle.file(file), DeviceConfig.cpu());
    return new FaceModel(bundle.manifest(), session, config);
  }

  private static float[] crop(long seed) {
    Random random = new Random(seed);
    float[] crop = new float[48];
    for (int i = 0; i < crop.length; i++) {
      crop[i] = random.nextFloat() * 4;
    }
    return crop;
  }

  private static double[] channelMeans(float[] crop) {
    double[] means = new double[3];
    for (int i = 0; i < crop.length; i++) {
      means[i / 16] += crop[i] / 16.0;
    }
    return means;
  }

  private static double[] linear(double[] in, long seed, int columns) {
    float[] weights = TestBundle.weights(seed, in.length * columns);
    double[] sums = new double[columns];
    for (int i = 0; i < in.length; i++) {
      for (int c = 0; c < columns; c++) {
        sums[c] += in[i] * weights[i * columns + c];
      }
    }
    return sums;
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5));
    }
  }
}
