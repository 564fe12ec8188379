package io.affectstream.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link OnnxGraph#log}: the same bits wherever a value lies in an array of any length. */
class OnnxGraphLogarithmTest {

  private static final int VALUES = 4000;
  private static final int MAX_LENGTH = 37;

  private static OnnxSession session() {
    OnnxGraph graph = new OnnxGraph("log");
    String value = graph.input("value", OnnxGraph.BATCH, 1);
    graph.output("logarithm", graph.log(value), OnnxGraph.BATCH, 1);
    return OnnxSession.open("log", graph.toByteArray(), DeviceConfig.cpu());
  }

  private static float[] logarithms(OnnxSession session, float[] values) {
    NativeTensor input = NativeTensor.floats("value").shape(values.length, 1);
    NativeTensor output = NativeTensor.floats("logarithm").shape(values.length, 1);
    input.floats().put(values);
    session.run(List.of(input), List.of(output));
    float[] logarithms = new float[values.length];
    output.floats().get(logarithms);
    return logarithms;
  }

  @Test
  void theSameBitsInAnyArray() {
    Random random = new Random(5);
    float[] values = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = 1e-4f + random.nextFloat();
    }
    try (OnnxSession session = session()) {
      float[] whole = logarithms(session, values);
      for (int i = 0; i < VALUES; i++) {
        assertThat((double) whole[i]).isCloseTo(Math.log(values[i]), within(1e-5));
      }
      for (int from = 0, length = 1; from + length <= VALUES; from += length) {
        length = 1 + random.nextInt(MAX_LENGTH);
        int to = Math.min(VALUES, from + length);
        assertThat(logarithms(session, Arrays.copyOfRange(values, from, to)))
            .as("values %d to %d", from, to)
            .isEqualTo(Arrays.copyOfRange(whole, from, to));
      }
    }
  }
}
