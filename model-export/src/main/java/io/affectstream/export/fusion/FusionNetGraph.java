package io.affectstream.export.fusion;

import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.fusion.BidirectionalGru;
import io.affectstream.training.fusion.DecoderLayer;
import io.affectstream.training.fusion.FusionNet;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import io.affectstream.training.fusion.InputScaling;
import io.affectstream.training.fusion.PositionalEncoding;
import io.affectstream.training.fusion.SequenceBranch;
import io.affectstream.training.fusion.TemporalConvolution;
import io.affectstream.training.fusion.VoiceStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Writes a {@link FusionNet} in its segment form. Inputs as {@code Manifest.Fusion} describes them:
 * {@code embedding}, {@code audio}, {@code words} {@code [rows, steps, size]} with {@code *_mask}
 * {@code [rows, steps]}, {@code static [batch, T, D]}, {@code static_mask}, {@code row} and {@code
 * step} {@code [batch]}; the graph cuts each centre's window itself, so a step's features are
 * passed once, no matter how many windows share it. Convolutions run once over the segment, the
 * recurrent encoder on every window. Outputs {@code expression [batch, 8]} and {@code action_units
 * [batch, 12]}, logits.
 */
public final class FusionNetGraph {

  private static final long WINDOW_AXIS = 1;

  private final FusionNet net;
  private final FusionNetConfig config;
  private final boolean projected;
  private final OnnxGraph graph = new OnnxGraph("fusion_net");
  private final FusionNodes nodes;
  private final WindowIndex index;
  private final DecoderNodes decoder;

  private FusionNetGraph(FusionNet net, boolean projected) {
    this.net = net;
    this.config = net.config();
    this.projected = projected;
    nodes = new FusionNodes(graph, config.width());
    index = new WindowIndex(graph, nodes, config);
    decoder = new DecoderNodes(graph, nodes, config.width());
  }

  /** The model file's content. */
  public static byte[] write(FusionNet net) {
    return new FusionNetGraph(net, false).write();
  }

  /**
   * The model file's content where the per-face graph already projects the static feature to the
   * model's width: {@code static [batch, T, d]}.
   */
  public static byte[] writeForProjected(FusionNet net) {
    return new FusionNetGraph(net, true).write();
  }

  private byte[] write() {
    String row = graph.indices("row", OnnxGraph.BATCH);
    String step = graph.indices("step", OnnxGraph.BATCH);
    String memory = memory();
    List<String> parts = new ArrayList<>();
    parts.add(nodes.mean(memory));
    for (Sequence sequence : Sequence.values()) {
      net.branch(sequence)
          .ifPresent(branch -> parts.add(0, branch(sequence, branch, memory, row, step)));
    }
    String joined = graph.add("Concat", parts, Attribute.of("axis", 1));
    String hidden = graph.add("Relu", List.of(nodes.linear(joined, net.classifier())));
    graph.output(
        "expression",
        nodes.linear(hidden, net.expression()),
        OnnxGraph.BATCH,
        FusionNet.EXPRESSIONS);
    graph.output(
        "action_units",
        nodes.linear(hidden, net.actionUnits()),
        OnnxGraph.BATCH,
        FusionNet.ACTION_UNITS);
    return graph.toByteArray();
  }

  private String memory() {
    int size = projected ? config.width() : config.staticSize();
    String tokens = graph.input("static", OnnxGraph.BATCH, config.tokens(), size);
    String mask =
        graph.add(
            "Unsqueeze",
            List.of(graph.input("static_mask", OnnxGraph.BATCH), nodes.integers(1, 2)));
    String absent = nodes.floats(net.absent(), 1, 1, config.width());
    return nodes.either(mask, projected ? tokens : nodes.linear(tokens, net.projection()), absent);
  }

  private String branch(
      Sequence sequence, SequenceBranch branch, String memory, String row, String step) {
    String name = sequence.name().toLowerCase(Locale.ROOT);
    int size = config.size(sequence);
    String values = graph.input(name, OnnxGraph.ROWS, OnnxGraph.STEPS, size);
    String present = graph.input(name + "_mask", OnnxGraph.ROWS, OnnxGraph.STEPS);
    String mask = nodes.gathered(present, nodes.integers(-1), index.windows(present, row, step));
    String summary =
        branch.voice().isPresent()
            ? voice(values, present, mask, branch, row, step)
            : encoded(values, present, mask, branch, memory, row, step);
    String any =
        graph.add(
            "ReduceMax",
            List.of(mask),
            Attribute.of("axes", new long[] {WINDOW_AXIS}),
            Attribute.of("keepdims", 1));
    return nodes.either(any, summary, nodes.floats(branch.absent(), 1, config.width()));
  }

  private String voice(
      String values, String present, String mask, SequenceBranch branch, String row, String step) {
    VoiceStatisticsNodes voice = new VoiceStatisticsNodes(graph, config.window());
    String column = graph.add("Unsqueeze", List.of(present, nodes.integers(2)));
    String features = voice.columns(standardised(values, column, branch));
    String pitch = voice.column(values, AudioFrontEnd.PITCH);
    String places = index.windows(present, row, step);
    return voice.result(
        nodes.gathered(features, nodes.integers(-1, VoiceStatistics.COLUMNS), places),
        nodes.gathered(pitch, nodes.integers(-1), places),
        mask,
        branch.voice().orElseThrow());
  }

  private String encoded(
      String values,
      String present,
      String mask,
      SequenceBranch branch,
      String memory,
      String row,
      String step) {
    Encoded encoded =
        branch.convolution().isPresent()
            ? convolved(values, present, branch, row, step)
            : recurrent(values, present, mask, branch, row, step);
    String steps = encoded.strided;
    if (!branch.decoder().isEmpty()) {
      int length = config.positions();
      float[] positions = PositionalEncoding.of(length, config.width());
      steps = graph.add("Add", List.of(steps, nodes.floats(positions, 1, length, config.width())));
    }
    for (DecoderLayer layer : branch.decoder()) {
      steps = decoder.decoded(steps, memory, layer);
    }
    String summary = nodes.mean(steps);
    if (branch.statistics().isPresent()) {
      String pooled =
          new PoolingNodes(graph, nodes)
              .pooled(
                  encoded.all, encoded.features, mask, config.radius(), branch.statistics().get());
      summary = graph.add("Add", List.of(summary, pooled));
    }
    return summary;
  }

  /**
   * An encoded window.
   *
   * @param strided the steps fed to the decoder
   * @param all all encoded steps {@code [batch, L, d]}
   * @param features their standardised features {@code [batch, L, size]}
   */
  private record Encoded(String strided, String all, String features) {}

  private Encoded recurrent(
      String values, String present, String mask, SequenceBranch branch, String row, String step) {
    int size = branch.scaling().mean().length;
    String window =
        nodes.gathered(values, nodes.integers(-1, size), index.windows(present, row, step));
    String column = graph.add("Unsqueeze", List.of(mask, nodes.integers(2)));
    String features = standardised(window, column, branch);
    String all = recurrent(joined(features, column), branch.recurrent().orElseThrow());
    String strided =
        config.stride() == 1
            ? all
            : graph.add(
                "Slice",
                List.of(
                    all,
                    nodes.integers(0),
                    nodes.integers(Long.MAX_VALUE),
                    nodes.integers(1),
                    nodes.integers(config.stride())));
    return new Encoded(strided, all, features);
  }

  /** Standardised features, zero where the mask is 0. */
  private String standardised(String values, String column, SequenceBranch branch) {
    int size = branch.scaling().mean().length;
    String scaled = values;
    float[] logarithmic = branch.scaling().logarithmic();
    if (IntStream.range(0, size).anyMatch(i -> logarithmic[i] > 0)) {
      float[] linear = new float[size];
      for (int i = 0; i < size; i++) {
        linear[i] = 1 - logarithmic[i];
      }
      String chosen =
          graph.add(
              "Mul",
              List.of(graph.add("Relu", List.of(values)), nodes.floats(logarithmic, 1, 1, size)));
      String raised =
          graph.add("Add", List.of(chosen, nodes.floats(branch.scaling().floor(), 1, 1, size)));
      scaled =
          graph.add(
              "Add",
              List.of(
                  graph.add("Mul", List.of(values, nodes.floats(linear, 1, 1, size))),
                  graph.log(raised)));
    }
    scaled = graph.add("Sub", List.of(scaled, nodes.floats(branch.scaling().mean(), 1, 1, size)));
    scaled = graph.add("Mul", List.of(scaled, nodes.floats(branch.scaling().scale(), 1, 1, size)));
    String min = nodes.scalar(-InputScaling.MAX_DEVIATIONS);
    String max = nodes.scalar(InputScaling.MAX_DEVIATIONS);
    String cut = graph.add("Clip", List.of(scaled, min, max));
    return graph.add("Mul", List.of(cut, column));
  }

  private String joined(String features, String column) {
    return graph.add("Concat", List.of(features, column), Attribute.of("axis", 2));
  }

  /** Every row of the segment once; then the windows are cut. */
  private Encoded convolved(
      String values, String present, SequenceBranch branch, String row, String step) {
    TemporalConvolution convolution = branch.convolution().orElseThrow();
    String column = graph.add("Unsqueeze", List.of(present, nodes.integers(2)));
    String features = standardised(values, column, branch);
    String steps = nodes.linear(joined(features, column), convolution.entry());
    for (int layer = 0; layer < convolution.dilations().size(); layer++) {
      long reach = convolution.dilations().get(layer);
      String middle = nodes.cut(steps, reach, -reach);
      String taps =
          graph.add(
              "Concat",
              List.of(
                  nodes.cut(steps, 0, -2 * reach),
                  middle,
                  nodes.cut(steps, 2 * reach, Long.MAX_VALUE)),
              Attribute.of("axis", 2));
      String change = graph.add("Relu", List.of(nodes.linear(taps, convolution.kernel(layer))));
      steps = nodes.normalised(middle, change, convolution.norm(layer));
    }
    String flat = nodes.integers(-1, config.width());
    String strided = nodes.gathered(steps, flat, index.encodedWindows(present, row, step));
    if (branch.statistics().isEmpty()) {
      return new Encoded(strided, strided, features);
    }
    String places = index.encodedIndex(present, row, step);
    String cutFeatures = nodes.cut(features, config.radius(), -config.radius());
    return new Encoded(
        strided,
        nodes.gathered(steps, flat, places),
        nodes.gathered(cutFeatures, nodes.integers(-1, branch.scaling().mean().length), places));
  }

  private String recurrent(String sequence, BidirectionalGru units) {
    long hidden = units.hidden();
    String steps = nodes.transposed(sequence, 1, 0, 2);
    for (int layer = 0; layer < units.layers(); layer++) {
      RecurrentKernels kernels = RecurrentKernels.of(units, layer);
      long in = kernels.input().length / (6 * hidden);
      String both =
          graph.add(
              "GRU",
              List.of(
                  steps,
                  nodes.floats(kernels.input(), 2, 3 * hidden, in),
                  nodes.floats(kernels.state(), 2, 3 * hidden, hidden),
                  nodes.floats(kernels.bias(), 2, 6 * hidden)),
              Attribute.of("direction", "bidirectional"),
              Attribute.of("hidden_size", hidden),
              Attribute.of("linear_before_reset", 1));
      steps =
          graph.add(
              "Reshape",
              List.of(nodes.transposed(both, 0, 2, 1, 3), nodes.integers(0, 0, 2 * hidden)));
    }
    return nodes.transposed(steps, 1, 0, 2);
  }
}
