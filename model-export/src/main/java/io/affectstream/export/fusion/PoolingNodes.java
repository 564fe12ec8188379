package io.affectstream.export.fusion;

import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.fusion.AttentiveStatistics;
import java.util.List;

/** Nodes of {@link AttentiveStatistics}. */
final class PoolingNodes {

  private final OnnxGraph graph;
  private final FusionNodes nodes;

  PoolingNodes(OnnxGraph graph, FusionNodes nodes) {
    this.graph = graph;
    this.nodes = nodes;
  }

  /**
   * Pooled statistics {@code [batch, d]}.
   *
   * @param all encoded steps {@code [batch, L, d]}
   * @param features their standardised features {@code [batch, L, size]}
   * @param mask of the window's steps {@code [batch, 2M + 1]}
   * @param radius steps at each end of a window that are not encoded
   */
  String pooled(
      String all, String features, String mask, long radius, AttentiveStatistics pooling) {
    String kept = radius == 0 ? mask : nodes.cut(mask, radius, -radius);
    String excluded =
        graph.add(
            "Mul",
            List.of(
                graph.add("Sub", List.of(kept, nodes.floats(new float[] {1}, 1))),
                nodes.floats(new float[] {-AttentiveStatistics.EXCLUDED}, 1)));
    String logits =
        graph.add(
            "Add",
            List.of(
                nodes.linear(all, pooling.attention()),
                graph.add("Unsqueeze", List.of(excluded, nodes.integers(2)))));
    String weights =
        nodes.transposed(graph.add("Softmax", List.of(logits), Attribute.of("axis", 1)), 0, 2, 1);
    String mean = nodes.weighted(weights, features);
    if (!pooling.moving()) {
      return nodes.linear(mean, pooling.output());
    }
    String squares = graph.add("Mul", List.of(features, features));
    String variance =
        graph.add(
            "Relu",
            List.of(
                graph.add(
                    "Sub",
                    List.of(
                        nodes.weighted(weights, squares), graph.add("Mul", List.of(mean, mean))))));
    String floor = nodes.floats(new float[] {AttentiveStatistics.VARIANCE_FLOOR}, 1);
    String deviation = graph.add("Sqrt", List.of(graph.add("Add", List.of(variance, floor))));
    String change =
        graph.add(
            "Abs",
            List.of(
                graph.add(
                    "Sub",
                    List.of(nodes.cut(features, 1, Long.MAX_VALUE), nodes.cut(features, 0, -1)))));
    String later =
        graph.add(
            "Slice",
            List.of(weights, nodes.integers(1), nodes.integers(Long.MAX_VALUE), nodes.integers(2)));
    String moved = nodes.weighted(later, change);
    String joined = graph.add("Concat", List.of(mean, deviation, moved), Attribute.of("axis", 1));
    return nodes.linear(joined, pooling.output());
  }
}
