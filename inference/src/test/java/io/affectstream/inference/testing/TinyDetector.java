package io.affectstream.inference.testing;

import static io.affectstream.inference.testing.GraphBuilder.integer;
import static io.affectstream.inference.testing.GraphBuilder.integers;

import java.util.List;

/**
 * A grid detector without weights: the score of a cell is its mean brightness, its box the cell
 * itself, its landmarks at fixed positions in it.
 */
public final class TinyDetector {

  private static final float[] POINTS = {
    0.3f, 0.4f, 0.7f, 0.4f, 0.5f, 0.6f, 0.4f, 0.8f, 0.6f, 0.8f
  };

  private static final float[] BOX = {0.5f, 0.5f, 0, 0};

  private TinyDetector() {}

  /** The manifest's {@code detector}, for {@code detector.onnx}. */
  public static String manifest() {
    return """
    {"kind": "grid", "file": "detector.onnx", "scoreThreshold": 0.7, "nmsThreshold": 0.4,
     "maxSide": 320,
     "grid": {"input": "image", "strides": [16, 32], "scores": "score_", "boxes": "box_",
              "points": "points_", "minFace": 16, "window": 64, "followThreshold": 0.5,
              "smallThreshold": 0.8}}
    """;
  }

  /** Positions of the landmarks in a cell, as shares of it. */
  public static float[] points() {
    return POINTS.clone();
  }

  /** The graph. */
  public static byte[] graph() {
    return graph(1);
  }

  /** A graph whose cells are twice as far apart as declared. */
  public static byte[] graphOfHalfTheCells() {
    return graph(2);
  }

  private static byte[] graph(long apart) {
    GraphBuilder graph =
        new GraphBuilder()
            .input("image", -1, 1, -1, -1)
            .constant("white", new long[] {1}, 255)
            .constant("no_box", new long[] {1, 1, 4}, new float[4])
            .constant("no_points", new long[] {1, 1, 10}, new float[10])
            .constant("box", new long[] {1, 1, 4}, BOX)
            .constant("points", new long[] {1, 1, 10}, POINTS)
            .longs("last", 2);
    for (long stride : new long[] {16, 32}) {
      level(graph, stride, apart * stride);
    }
    return graph.build();
  }

  private static void level(GraphBuilder graph, long stride, long step) {
    graph
        .node(
            "AveragePool",
            List.of("image"),
            "mean_" + stride,
            integers("kernel_shape", stride, stride),
            integers("strides", step, step))
        .node("Flatten", List.of("mean_" + stride), "flat_" + stride, integer("axis", 1))
        .node("Div", List.of("flat_" + stride, "white"), "score_" + stride)
        .node("Unsqueeze", List.of("score_" + stride, "last"), "column_" + stride)
        .node("Mul", List.of("column_" + stride, "no_box"), "zeros4_" + stride)
        .node("Add", List.of("zeros4_" + stride, "box"), "box_" + stride)
        .node("Mul", List.of("column_" + stride, "no_points"), "zeros10_" + stride)
        .node("Add", List.of("zeros10_" + stride, "points"), "points_" + stride)
        .output("score_" + stride, -1, -1)
        .output("box_" + stride, -1, -1, 4)
        .output("points_" + stride, -1, -1, 10);
  }
}
