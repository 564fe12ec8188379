package io.affectstream.export.fusion;

import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.blocks.Attention;
import io.affectstream.training.fusion.DecoderLayer;
import java.util.List;

/** Nodes of a {@link DecoderLayer}: self attention, attention to the face, feed-forward part. */
final class DecoderNodes {

  private final OnnxGraph graph;
  private final FusionNodes nodes;
  private final int width;

  DecoderNodes(OnnxGraph graph, FusionNodes nodes, int width) {
    this.graph = graph;
    this.nodes = nodes;
    this.width = width;
  }

  String decoded(String steps, String memory, DecoderLayer layer) {
    String first = nodes.normalised(steps, attended(steps, steps, layer.self()), layer.selfNorm());
    String second =
        nodes.normalised(first, attended(first, memory, layer.cross()), layer.crossNorm());
    String wide = graph.add("Relu", List.of(nodes.linear(second, layer.wide())));
    return nodes.normalised(second, nodes.linear(wide, layer.narrow()), layer.forwardNorm());
  }

  private String attended(String asking, String answering, Attention attention) {
    long heads = attention.heads();
    long each = width / heads;
    String split = nodes.integers(0, 0, heads, each);
    String queries = split(nodes.linear(asking, attention.query()), split, 0, 2, 1, 3);
    String keys = split(nodes.linear(answering, attention.key()), split, 0, 2, 3, 1);
    String values = split(nodes.linear(answering, attention.value()), split, 0, 2, 1, 3);
    String scale = nodes.floats(new float[] {(float) (1 / Math.sqrt((double) each))}, 1);
    String scores = graph.add("Mul", List.of(graph.add("MatMul", List.of(queries, keys)), scale));
    String weights = graph.add("Softmax", List.of(scores), Attribute.of("axis", 3));
    String mixed = nodes.transposed(graph.add("MatMul", List.of(weights, values)), 0, 2, 1, 3);
    String joined = graph.add("Reshape", List.of(mixed, nodes.integers(0, 0, width)));
    return nodes.linear(joined, attention.output());
  }

  private String split(String projected, String shape, long... axes) {
    return nodes.transposed(graph.add("Reshape", List.of(projected, shape)), axes);
  }
}
