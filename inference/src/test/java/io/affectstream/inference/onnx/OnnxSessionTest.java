package io.affectstream.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.inference.onnx.TensorSpec.ElementType;
import io.affectstream.inference.testing.GraphBuilder;
import io.affectstream.inference.testing.TestBundle;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnnxSessionTest {

  private static final byte[] DOUBLER =
      new GraphBuilder()
          .input("x", -1, 2)
          .node("Add", List.of("x", "x"), "y")
          .output("y", -1, 2)
          .build();

  @Test
  void runsWithMemoryUsedAgain() {
    NativeTensor x = NativeTensor.floats("x");
    NativeTensor y = NativeTensor.floats("y");
    try (OnnxSession session = OnnxSession.open("doubler", DOUBLER, DeviceConfig.cpu())) {
      for (int rows : new int[] {3, 1, 5}) {
        FloatBuffer in = x.shape(rows, 2).floats();
        for (int i = 0; i < 2 * rows; i++) {
          in.put(rows + i);
        }
        session.run(List.of(x), List.of(y.shape(rows, 2)));
        for (int r = 0; r < rows; r++) {
          assertThat(y.slice(r)).containsExactly(2 * (rows + 2 * r), 2 * (rows + 2 * r + 1));
        }
      }
      assertThat(session.device()).isEqualTo(Device.CPU);
    }
  }

  @Test
  void aBoundRunReadsAndFillsTheSameMemoryEachTime() {
    NativeTensor x = NativeTensor.floats("x").shape(1, 2);
    NativeTensor y = NativeTensor.floats("y").shape(1, 2);
    FloatBuffer in = x.floats();
    FloatBuffer out = y.floats();
    try (OnnxSession session = OnnxSession.open("doubler", DOUBLER, DeviceConfig.cpu());
        BoundRun bound = session.bind(List.of(x), List.of(y))) {
      for (int i = 1; i < 4; i++) {
        in.put(0, i).put(1, -i);
        bound.run();
        assertThat(out.get(0)).isEqualTo(2 * i);
        assertThat(out.get(1)).isEqualTo(-2 * i);
      }
    }
  }

  @Test
  void declaresItsTensors() {
    byte[] fusion = TestBundle.graphs().get("fusion.onnx");
    try (OnnxSession session = OnnxSession.open("fusion.onnx", fusion, DeviceConfig.cpu())) {
      assertThat(session.inputs()).hasSize(10);
      assertThat(session.inputs().get("e").shape()).containsExactly(-1, 7, 2);
      assertThat(session.inputs().get("e").type()).isEqualTo(ElementType.FLOAT32);
      assertThat(session.inputs().get("row").type()).isEqualTo(ElementType.INT64);
      assertThat(session.outputs().get("units").shape()).containsExactly(-1, 12);
    }
  }

  @Test
  void namesTheGraphThatDoesNotLoad() {
    assertThatThrownBy(() -> OnnxSession.open("bad.onnx", new byte[] {1, 2, 3}, DeviceConfig.cpu()))
        .isInstanceOf(InferenceException.class)
        .hasMessageStartingWith("bad.onnx: ONNX Runtime ")
        .hasMessageContaining("cannot load this graph of 3 bytes");
  }

  @Test
  void namesTheGraphWhoseRunFails() {
    NativeTensor wrong = NativeTensor.floats("x").shape(1, 3);
    NativeTensor y = NativeTensor.floats("y").shape(1, 2);
    try (OnnxSession session = OnnxSession.open("doubler", DOUBLER, DeviceConfig.cpu())) {
      assertThatThrownBy(() -> session.run(List.of(wrong), List.of(y)))
          .isInstanceOf(InferenceException.class)
          .hasMessageStartingWith("doubler: the run failed: ");
      NativeTensor x = NativeTensor.floats("x").shape(1, 2);
      x.floats().put(1).put(2);
      assertThatThrownBy(() -> session.run(List.of(x), List.of(y.shape(2, 2))))
          .as("an output of another shape than the graph answers")
          .isInstanceOf(InferenceException.class);
      session.run(List.of(x), List.of(y.shape(1, 2)));
      assertThat(y.slice(0)).containsExactly(2, 4);
    }
  }

  @Test
  void cudaThatIsAbsentIsRefusedWithTheRemedyOrReplacedIfAllowed() {
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    DeviceConfig cuda = DeviceConfig.cuda(0, 1L << 30);
    assertThatThrownBy(() -> OnnxSession.open("doubler", DOUBLER, cuda))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("doubler: expected CUDA device 0, found execution providers [CPU]")
        .hasMessageContaining("build with -Pgpu");
    try (OnnxSession session = OnnxSession.open("doubler", DOUBLER, cuda.withFallback())) {
      assertThat(session.device()).isEqualTo(Device.CPU);
    }
  }

  @Test
  void aCudaDeviceNeedsAMemoryLimit() {
    assertThatThrownBy(() -> DeviceConfig.cuda(0, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found index 0 and 1000 bytes");
  }

  @Test
  void rowsOfTheRealFaceNetHaveTheSameBitsInEveryBatch() throws Exception {
    int[] anyBatch = {1, 2, 3, 8};
    byte[] model = Files.readAllBytes(TestData.require("models/faceapi_expression_112.onnx"));
    try (OnnxSession session = OnnxSession.open("face", model, DeviceConfig.cpu())) {
      assertBatchInvariant(session, "input", "probabilities", 7, 255, anyBatch, 3, 112, 112);
      assertBatchInvariant(session, "input", "features", 256, 255, anyBatch, 3, 112, 112);
    }
  }

  /** The layers of the fusion model: recurrent, mean over the steps, dense. */
  @Test
  void rowsOfARecurrentGraphHaveTheSameBitsInEveryBatchOfTwoOrMore() {
    int hidden = 16;
    int in = 42;
    byte[] model =
        new GraphBuilder()
            .input("x", -1, 20, in)
            .constant("W", new long[] {2, 3L * hidden, in}, TestBundle.weights(1, 6 * hidden * in))
            .constant(
                "R",
                new long[] {2, 3L * hidden, hidden},
                TestBundle.weights(2, 6 * hidden * hidden))
            .constant("D", new long[] {2L * hidden, 8}, TestBundle.weights(3, 2 * hidden * 8))
            .node("Transpose", List.of("x"), "t", GraphBuilder.integers("perm", 1L, 0L, 2L))
            .node(
                "GRU",
                List.of("t", "W", "R"),
                "h",
                GraphBuilder.integer("hidden_size", hidden),
                GraphBuilder.integer("linear_before_reset", 1),
                GraphBuilder.text("direction", "bidirectional"))
            .node("Transpose", List.of("h"), "b", GraphBuilder.integers("perm", 2L, 0L, 1L, 3L))
            .node(
                "ReduceMean",
                List.of("b"),
                "m",
                GraphBuilder.integers("axes", 1L),
                GraphBuilder.integer("keepdims", 0))
            .node("Flatten", List.of("m"), "f", GraphBuilder.integer("axis", 1))
            .node("MatMul", List.of("f", "D"), "y")
            .output("y", -1, 8)
            .build();
    try (OnnxSession session = OnnxSession.open("gru", model, DeviceConfig.cpu())) {
      assertBatchInvariant(session, "x", "y", 8, 1, new int[] {2, 3, 5, 8}, 20, in);
    }
  }

  private static void assertBatchInvariant(
      OnnxSession session,
      String in,
      String out,
      int columns,
      float range,
      int[] batches,
      int... rowAxes) {
    int rows = 16;
    float[][] inputs = new float[rows][];
    Random random = new Random(11);
    int size = java.util.Arrays.stream(rowAxes).reduce(1, (a, b) -> a * b);
    for (int r = 0; r < rows; r++) {
      inputs[r] = new float[size];
      for (int i = 0; i < size; i++) {
        inputs[r][i] = random.nextFloat() * range;
      }
    }
    float[][] together = run(session, in, out, columns, inputs, 0, rows, rowAxes);
    for (int batch : batches) {
      for (int first = 0; first + batch <= rows; first += batch) {
        float[][] apart = run(session, in, out, columns, inputs, first, batch, rowAxes);
        for (int r = 0; r < batch; r++) {
          assertThat(apart[r])
              .as("row %d of '%s' in a batch of %d", first + r, out, batch)
              .containsExactly(together[first + r]);
        }
      }
    }
  }

  private static float[][] run(
      OnnxSession session,
      String in,
      String out,
      int columns,
      float[][] inputs,
      int first,
      int rows,
      int... rowAxes) {
    long[] shape = new long[rowAxes.length + 1];
    shape[0] = rows;
    for (int i = 0; i < rowAxes.length; i++) {
      shape[i + 1] = rowAxes[i];
    }
    NativeTensor x = NativeTensor.floats(in).shape(shape);
    FloatBuffer values = x.floats();
    for (int r = first; r < first + rows; r++) {
      values.put(inputs[r]);
    }
    NativeTensor y = NativeTensor.floats(out).shape(rows, columns);
    session.run(List.of(x), List.of(y));
    float[][] result = new float[rows][];
    for (int r = 0; r < rows; r++) {
      result[r] = y.slice(r);
    }
    return result;
  }
}
