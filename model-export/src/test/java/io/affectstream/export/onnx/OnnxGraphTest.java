package io.affectstream.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {

  @Test
  void aGraphRunsInOnnxRuntime() throws OrtException {
    OnnxGraph graph = new OnnxGraph("affine");
    String input = graph.input("x", OnnxGraph.BATCH, 2);
    String weight = graph.constant("w", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    String bias = graph.constant("b", new float[] {0.5f, 0, -0.5f}, 3);
    String product = graph.add("Gemm", List.of(input, weight, bias), Attribute.of("transB", 1));
    String total =
        graph.add(
            "ReduceSum", List.of(product, graph.integers("axis", 1)), Attribute.of("keepdims", 0));
    graph.output("y", product, OnnxGraph.BATCH, 3);
    graph.output("sum", total, OnnxGraph.BATCH);

    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(graph.toByteArray());
        OnnxTensor x =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(new float[] {1, 1, 2, -1}), new long[] {2, 2});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      float[][] y = (float[][]) result.get("y").orElseThrow().getValue();
      float[] sum = (float[]) result.get("sum").orElseThrow().getValue();
      assertThat(y[0]).containsExactly(new float[] {3.5f, 7, 10.5f}, within(1e-6f));
      assertThat(y[1]).containsExactly(new float[] {0.5f, 2, 3.5f}, within(1e-6f));
      assertThat(sum).containsExactly(new float[] {21, 6}, within(1e-6f));
    }
  }

  @Test
  void refusesAConstantOfTheWrongSize() {
    OnnxGraph graph = new OnnxGraph("wrong");

    assertThatThrownBy(() -> graph.constant("w", new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("constant 'w': expected 6 values for shape [2, 3], found 5");
  }
}
