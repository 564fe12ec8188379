package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.inference.bundle.ModelBundle;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SeededEngine.class)
class ProjectedFaceGraphTest {

  private static final int SIDE = 48;
  private static final int TOKENS = 9;
  private static final int SIZE = 192;
  private static final int WIDTH = 64;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void addsTheProjectionAndLeavesTheRestAsItIs(int rows) throws Exception {
    byte[] model = ModelBundle.named("face-3").file("face.onnx");
    try (NDManager manager = NDManager.newBaseManager()) {
      Linear projection = projection(manager);
      byte[] with = ProjectedFaceGraph.write(model, "tokens", projection);

      Map<String, float[]> before = run(model, rows);
      Map<String, float[]> after = run(with, rows);

      before.forEach((name, values) -> assertThat(after.get(name)).as(name).isEqualTo(values));
      NDArray tokens = manager.create(before.get("tokens"), new Shape(rows, TOKENS, SIZE));
      float[] expected =
          projection
              .forward(new ParameterStore(manager, false), new NDList(tokens), false)
              .singletonOrThrow()
              .toFloatArray();
      float[] found = after.get(ProjectedFaceGraph.MEMORY);
      assertThat(found).hasSize(rows * TOKENS * WIDTH);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-5f * greatest(expected)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "pool"})
  void anOutputThatIsNotThereIsNamed(String output) throws Exception {
    byte[] model = ModelBundle.named("face-3").file("face.onnx");
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> ProjectedFaceGraph.write(model, output, projection(manager)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(output)
          .hasMessageContaining("tokens");
    }
  }

  private static Linear projection(NDManager manager) {
    Linear projection = Linear.builder().setUnits(WIDTH).build();
    projection.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    projection.initialize(manager, DataType.FLOAT32, new Shape(1, TOKENS, SIZE));
    return projection;
  }

  private static float greatest(float[] values) {
    float greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  private static Map<String, float[]> run(byte[] model, int rows) throws OrtException {
    Random random = new Random(3);
    float[] pixels = new float[rows * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {rows, 1, SIDE, SIDE};
    Map<String, float[]> outputs = new HashMap<>();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        OrtSession.Result result = session.run(Map.of("face", input))) {
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        outputs.put(output.getKey(), values);
      }
    }
    return outputs;
  }
}
