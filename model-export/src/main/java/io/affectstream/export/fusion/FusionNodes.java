package io.affectstream.export.fusion;

import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import java.util.List;

/** Groups of nodes that the parts of a fusion network's graph share, and the graph's constants. */
final class FusionNodes {

  private static final float NORM_EPSILON = 1e-5f;
  private static final long WINDOW_AXIS = 1;

  private final OnnxGraph graph;
  private final int width;
  private int constants;

  /**
   * @param width numbers per encoded step
   */
  FusionNodes(OnnxGraph graph, int width) {
    this.graph = graph;
    this.width = width;
  }

  /** {@code [batch, 1, L]} times {@code [batch, L, size]}, without the middle axis. */
  String weighted(String weights, String values) {
    return graph.add(
        "Squeeze", List.of(graph.add("MatMul", List.of(weights, values)), integers(1)));
  }

  String gathered(String rows, String flat, String index) {
    String flattened = graph.add("Reshape", List.of(rows, flat));
    return graph.add("Gather", List.of(flattened, index), Attribute.of("axis", 0));
  }

  String cut(String steps, long from, long to) {
    return graph.add("Slice", List.of(steps, integers(from), integers(to), integers(1)));
  }

  String normalised(String before, String change, LayerNorm norm) {
    ParameterList parameters = norm.getParameters();
    return graph.add(
        "LayerNormalization",
        List.of(
            graph.add("Add", List.of(before, change)),
            floats(parameters.get("gamma").getArray().toFloatArray(), width),
            floats(parameters.get("beta").getArray().toFloatArray(), width)),
        Attribute.of("axis", -1),
        Attribute.of("epsilon", NORM_EPSILON));
  }

  /** Value where the mask is 1, the other where it is 0. */
  String either(String mask, String value, String other) {
    String without = graph.add("Sub", List.of(floats(new float[] {1}, 1), mask));
    return graph.add(
        "Add",
        List.of(graph.add("Mul", List.of(value, mask)), graph.add("Mul", List.of(other, without))));
  }

  String mean(String steps) {
    return graph.add(
        "ReduceMean",
        List.of(steps),
        Attribute.of("axes", new long[] {WINDOW_AXIS}),
        Attribute.of("keepdims", 0));
  }

  String linear(String value, Linear block) {
    ParameterList parameters = block.getParameters();
    float[] weight = parameters.get("weight").getArray().toFloatArray();
    float[] bias = parameters.get("bias").getArray().toFloatArray();
    int in = weight.length / bias.length;
    float[] turned = new float[weight.length];
    for (int o = 0; o < bias.length; o++) {
      for (int i = 0; i < in; i++) {
        turned[i * bias.length + o] = weight[o * in + i];
      }
    }
    String product = graph.add("MatMul", List.of(value, floats(turned, in, bias.length)));
    return graph.add("Add", List.of(product, floats(bias, bias.length)));
  }

  String transposed(String value, long... axes) {
    return graph.add("Transpose", List.of(value), Attribute.of("perm", axes));
  }

  String floats(float[] values, long... shape) {
    return graph.constant("constant_" + constants++, values, shape);
  }

  String integers(long... values) {
    return graph.integers("constant_" + constants++, values);
  }

  /** A number. */
  String scalar(float value) {
    return graph.constant("constant_" + constants++, new float[] {value});
  }
}
