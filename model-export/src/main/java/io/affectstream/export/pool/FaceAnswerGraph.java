package io.affectstream.export.pool;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.schemas.Expression;
import java.util.List;

/**
 * Adds the log probabilities of the expression head to a finished per-face graph. The graph is
 * otherwise unchanged, bit for bit.
 */
final class FaceAnswerGraph {

  /** Log probabilities {@code [batch, 8]} in the order of {@code Expression}. */
  static final String OUTPUT = "log_probabilities";

  private FaceAnswerGraph() {}

  /**
   * The model file's content with the output {@value #OUTPUT}.
   *
   * @param faceModel per-face graph
   * @param expression its output of logits {@code [batch, 8]}
   * @throws IllegalArgumentException if the graph cannot be read or has no such output
   */
  static byte[] write(byte[] faceModel, String expression) {
    OnnxMl.GraphProto parsed = parsed(faceModel).getGraph();
    List<String> outputs =
        parsed.getOutputList().stream().map(OnnxMl.ValueInfoProto::getName).toList();
    if (!outputs.contains(expression) || outputs.contains(OUTPUT)) {
      throw new IllegalArgumentException(
          "per-face graph: expected an output '%s' and none named '%s', found %s"
              .formatted(expression, OUTPUT, outputs));
    }
    OnnxGraph graph = OnnxGraph.of(parsed);
    String logs = graph.add("LogSoftmax", List.of(expression), Attribute.of("axis", 1));
    graph.output(OUTPUT, logs, OnnxGraph.BATCH, Expression.values().length);
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
}
