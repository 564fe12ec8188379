package io.affectstream.export.face;

import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.affectstream.export.onnx.OnnxGraph;
import java.util.List;

/**
 * Adds the fusion network's projection of the tokens to a finished per-face graph: it depends on
 * one face, so it is computed once per face instead of once per centre. The graph is otherwise
 * unchanged, bit for bit.
 */
public final class ProjectedFaceGraph {

  /** The projected tokens in the format of the fusion graph, {@code [batch, T, d]}. */
  public static final String MEMORY = "memory";

  private ProjectedFaceGraph() {}

  /**
   * The model file's content with the output {@value #MEMORY}.
   *
   * @param faceModel per-face graph
   * @param tokens its output {@code [batch, T, D]}
   * @param projection {@code [D] -> [d]}
   * @throws IllegalArgumentException if the graph cannot be read, has no such output or already has
   *     {@value #MEMORY}
   */
  public static byte[] write(byte[] faceModel, String tokens, Linear projection) {
    OnnxMl.ModelProto model = parsed(faceModel);
    OnnxGraph graph = OnnxGraph.of(model.getGraph());
    List<String> outputs =
        model.getGraph().getOutputList().stream().map(OnnxMl.ValueInfoProto::getName).toList();
    if (!outputs.contains(tokens) || outputs.contains(MEMORY)) {
      throw new IllegalArgumentException(
          "per-face graph: expected an output '%s' and none named '%s', found %s"
              .formatted(tokens, MEMORY, outputs));
    }
    ParameterList parameters = projection.getParameters();
    float[] bias = parameters.get("bias").getArray().toFloatArray();
    float[] weight = parameters.get("weight").getArray().toFloatArray();
    int in = weight.length / bias.length;
    float[] turned = new float[weight.length];
    for (int o = 0; o < bias.length; o++) {
      for (int i = 0; i < in; i++) {
        turned[i * bias.length + o] = weight[o * in + i];
      }
    }
    String kernel = graph.constant(MEMORY + ".weight", turned, in, bias.length);
    String product = graph.add("MatMul", List.of(tokens, kernel));
    String shift = graph.constant(MEMORY + ".bias", bias, bias.length);
    long count = count(model.getGraph(), tokens);
    graph.output(
        MEMORY, graph.add("Add", List.of(product, shift)), OnnxGraph.BATCH, count, bias.length);
    return graph.toByteArray();
  }

  private static OnnxMl.ModelProto parsed(byte[] model) {
    try {
      return OnnxMl.ModelProto.parseFrom(model);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "per-face graph: expected an ONNX model, found " + e.getMessage(), e);
    }
  }

  private static long count(OnnxMl.GraphProto graph, String output) {
    return graph.getOutputList().stream()
        .filter(value -> value.getName().equals(output))
        .findFirst()
        .orElseThrow()
        .getType()
        .getTensorType()
        .getShape()
        .getDim(1)
        .getDimValue();
  }
}
