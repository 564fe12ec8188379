package io.affectstream.export.fusion;

import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.fusion.FusionNetConfig;
import java.util.List;
import java.util.Optional;

/** Nodes that index the steps of every centre's window in the rows of a segment; each made once. */
final class WindowIndex {

  private final OnnxGraph graph;
  private final FusionNodes nodes;
  private final FusionNetConfig config;
  private Optional<String> windows = Optional.empty();
  private Optional<String> encodedWindows = Optional.empty();
  private Optional<String> encodedIndex = Optional.empty();

  WindowIndex(OnnxGraph graph, FusionNodes nodes, FusionNetConfig config) {
    this.graph = graph;
    this.nodes = nodes;
    this.config = config;
  }

  /** Index of every step of every window in the flattened rows, {@code [batch, 2M + 1]}. */
  String windows(String mask, String row, String step) {
    if (windows.isEmpty()) {
      windows = Optional.of(index(steps(mask), row, step, config.halo(), 0, 1));
    }
    return windows.get();
  }

  /** Index of the encoded steps fed to the decoder, {@code [batch, positions]}. */
  String encodedWindows(String mask, String row, String step) {
    if (encodedWindows.isEmpty()) {
      String left = graph.add("Sub", List.of(steps(mask), nodes.integers(2L * config.radius())));
      int reach = config.halo() - config.radius();
      encodedWindows = Optional.of(index(left, row, step, reach, config.radius(), config.stride()));
    }
    return encodedWindows.get();
  }

  /** Index of all encoded steps of every window, {@code [batch, 2 (M - radius) + 1]}. */
  String encodedIndex(String mask, String row, String step) {
    if (encodedIndex.isEmpty()) {
      String left = graph.add("Sub", List.of(steps(mask), nodes.integers(2L * config.radius())));
      int reach = config.halo() - config.radius();
      encodedIndex = Optional.of(index(left, row, step, reach, config.radius(), 1));
    }
    return encodedIndex.get();
  }

  private String steps(String mask) {
    String shape = graph.add("Shape", List.of(mask));
    return graph.add("Gather", List.of(shape, nodes.integers(1)), Attribute.of("axis", 0));
  }

  private String index(String steps, String row, String step, int reach, int cut, int stride) {
    String centre = graph.add("Add", List.of(graph.add("Mul", List.of(row, steps)), step));
    long[] offsets = new long[2 * reach / stride + 1];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (long) i * stride - reach - cut;
    }
    String column = graph.add("Unsqueeze", List.of(centre, nodes.integers(1)));
    return graph.add("Add", List.of(column, nodes.integers(offsets)));
  }
}
