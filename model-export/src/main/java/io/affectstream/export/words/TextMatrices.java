package io.affectstream.export.words;

import ai.djl.nn.core.Linear;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import java.util.List;

/**
 * The linear layers of a {@link TextNetGraph}: in floats, or in 8-bit integers with a scale per
 * output of the matrix and one per run for the values (dynamic quantisation). The matrices use 7 of
 * the 8 bits: then the sum of two products fits 16 bits, so that processors without instructions
 * for 8-bit sums get the same result as those with them.
 */
final class TextMatrices {

  private static final int MAX_WEIGHT = 63;

  private final OnnxGraph graph;
  private final boolean integers;
  private int count;

  TextMatrices(OnnxGraph graph, boolean integers) {
    this.graph = graph;
    this.integers = integers;
  }

  static float[] weight(Linear layer) {
    return layer.getParameters().get("weight").getArray().toFloatArray();
  }

  static float[] bias(Linear layer) {
    return layer.getParameters().get("bias").getArray().toFloatArray();
  }

  /** A layer on {@code [batch, tokens, in]}. */
  String linear(String values, Linear layer) {
    float[] bias = bias(layer);
    int out = bias.length;
    float[] transposed = transposed(weight(layer), out);
    int in = transposed.length / out;
    String name = "linear_" + count++;
    String product =
        integers
            ? product(values, name, transposed, in, out)
            : graph.add("MatMul", List.of(values, graph.constant(name, transposed, in, out)));
    return graph.add("Add", List.of(product, graph.constant(name + ".bias", bias, out)));
  }

  private String product(String values, String name, float[] matrix, int in, int out) {
    float[] scales = new float[out];
    byte[] codes = new byte[matrix.length];
    for (int column = 0; column < out; column++) {
      float greatest = 0;
      for (int row = 0; row < in; row++) {
        greatest = Math.max(greatest, Math.abs(matrix[row * out + column]));
      }
      scales[column] = greatest > 0 ? greatest / MAX_WEIGHT : 1;
      for (int row = 0; row < in; row++) {
        int at = row * out + column;
        codes[at] = (byte) Math.round(matrix[at] / scales[column]);
      }
    }
    List<String> quantised = graph.addAll("DynamicQuantizeLinear", List.of(values), 3);
    String sums =
        graph.add(
            "MatMulInteger",
            List.of(
                quantised.get(0),
                graph.bytes(name, true, codes, in, out),
                quantised.get(2),
                graph.bytes(name + ".zero", true, new byte[out], out)));
    String scale =
        graph.add("Mul", List.of(quantised.get(1), graph.constant(name + ".scale", scales, out)));
    return graph.add(
        "Mul", List.of(graph.add("Cast", List.of(sums), Attribute.of("to", 1)), scale));
  }

  /** From {@code [out, in]} to {@code [in, out]}. */
  private static float[] transposed(float[] weight, int out) {
    int in = weight.length / out;
    float[] transposed = new float[weight.length];
    for (int row = 0; row < out; row++) {
      for (int column = 0; column < in; column++) {
        transposed[column * out + row] = weight[row * in + column];
      }
    }
    return transposed;
  }
}
