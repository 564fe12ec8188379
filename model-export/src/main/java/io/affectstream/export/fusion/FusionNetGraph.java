package io.affectstream.export.fusion;

import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.blocks.Attention;
import io.affectstream.training.fusion.AttentiveStatistics;
import io.affectstream.training.fusion.BidirectionalGru;
import io.affectstream.training.fusion.DecoderLayer;
import io.affectstream.training.fusion.FusionNet;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import io.affectstream.training.fusion.PositionalEncoding;
import io.affectstream.training.fusion.SequenceBranch;
import io.affectstream.training.fusion.TemporalConvolution;
import io.affectstream.training.fusion.VoiceStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private static final float NORM_EPSILON = 1e-5f;
  private static final long WINDOW_AXIS = 1;

  private final FusionNet net;
  private final FusionNetConfig config;
  private final boolean projected;
  private final OnnxGraph graph = new OnnxGraph("fusion_net");
  private Optional<String> windows = Optional.empty();
  private Optional<String> encodedWindows = Optional.empty();
  private Optional<String> encodedIndex = Optional.empty();
  private int constants;

  private FusionNetGraph(FusionNet net, boolean projected) {
    this.net = net;
    this.config = net.config();
    this.projected = projected;
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
    parts.add(mean(memory));
    for (Sequence sequence : Sequence.values()) {
      net.branch(sequence)
          .ifPresent(branch -> parts.add(0, branch(sequence, branch, memory, row, step)));
    }
    String joined = graph.add("Concat", parts, Attribute.of("axis", 1));
    String hidden = graph.add("Relu", List.of(linear(joined, net.classifier())));
    graph.output(
        "expression", linear(hidden, net.expression()), OnnxGraph.BATCH, FusionNet.EXPRESSIONS);
    graph.output(
        "action_units", linear(hidden, net.actionUnits()), OnnxGraph.BATCH, FusionNet.ACTION_UNITS);
    return graph.toByteArray();
  }

  private String memory() {
    int size = projected ? config.width() : config.staticSize();
    String tokens = graph.input("static", OnnxGraph.BATCH, config.tokens(), size);
    String mask =
        graph.add(
            "Unsqueeze", List.of(graph.input("static_mask", OnnxGraph.BATCH), integers(1, 2)));
    String absent = floats(net.absent(), 1, 1, config.width());
    return either(mask, projected ? tokens : linear(tokens, net.projection()), absent);
  }

  private String branch(
      Sequence sequence, SequenceBranch branch, String memory, String row, String step) {
    String name = sequence.name().toLowerCase(Locale.ROOT);
    int size = config.size(sequence);
    String values = graph.input(name, OnnxGraph.ROWS, OnnxGraph.STEPS, size);
    String present = graph.input(name + "_mask", OnnxGraph.ROWS, OnnxGraph.STEPS);
    String mask = gathered(present, integers(-1), windows(present, row, step));
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
    return either(any, summary, floats(branch.absent(), 1, config.width()));
  }

  private String voice(
      String values, String present, String mask, SequenceBranch branch, String row, String step) {
    VoiceStatisticsNodes nodes = new VoiceStatisticsNodes(graph, config.window());
    String column = graph.add("Unsqueeze", List.of(present, integers(2)));
    String features = nodes.columns(standardised(values, column, branch));
    String pitch = nodes.column(values, AudioFrontEnd.PITCH);
    String index = windows(present, row, step);
    return nodes.result(
        gathered(features, integers(-1, VoiceStatistics.COLUMNS), index),
        gathered(pitch, integers(-1), index),
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
      steps = graph.add("Add", List.of(steps, floats(positions, 1, length, config.width())));
    }
    for (DecoderLayer layer : branch.decoder()) {
      steps = decoded(steps, memory, layer);
    }
    String summary = mean(steps);
    if (branch.statistics().isPresent()) {
      String pooled = statistics(encoded, mask, branch.statistics().get());
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

  private String statistics(Encoded encoded, String mask, AttentiveStatistics pooling) {
    long radius = config.radius();
    String kept = radius == 0 ? mask : cut(mask, radius, -radius);
    String excluded =
        graph.add(
            "Mul",
            List.of(
                graph.add("Sub", List.of(kept, floats(new float[] {1}, 1))),
                floats(new float[] {-AttentiveStatistics.EXCLUDED}, 1)));
    String logits =
        graph.add(
            "Add",
            List.of(
                linear(encoded.all, pooling.attention()),
                graph.add("Unsqueeze", List.of(excluded, integers(2)))));
    String weights =
        transposed(graph.add("Softmax", List.of(logits), Attribute.of("axis", 1)), 0, 2, 1);
    String mean = weighted(weights, encoded.features);
    if (!pooling.moving()) {
      return linear(mean, pooling.output());
    }
    String squares = graph.add("Mul", List.of(encoded.features, encoded.features));
    String variance =
        graph.add(
            "Relu",
            List.of(
                graph.add(
                    "Sub",
                    List.of(weighted(weights, squares), graph.add("Mul", List.of(mean, mean))))));
    String floor = floats(new float[] {AttentiveStatistics.VARIANCE_FLOOR}, 1);
    String deviation = graph.add("Sqrt", List.of(graph.add("Add", List.of(variance, floor))));
    String change =
        graph.add(
            "Abs",
            List.of(
                graph.add(
                    "Sub",
                    List.of(
                        cut(encoded.features, 1, Long.MAX_VALUE), cut(encoded.features, 0, -1)))));
    String later =
        graph.add("Slice", List.of(weights, integers(1), integers(Long.MAX_VALUE), integers(2)));
    String moved = weighted(later, change);
    String all = graph.add("Concat", List.of(mean, deviation, moved), Attribute.of("axis", 1));
    return linear(all, pooling.output());
  }

  /** {@code [batch, 1, L]} times {@code [batch, L, size]}, without the middle axis. */
  private String weighted(String weights, String values) {
    return graph.add(
        "Squeeze", List.of(graph.add("MatMul", List.of(weights, values)), integers(1)));
  }

  /** Index of every step of every window in the flattened rows, {@code [batch, 2M + 1]}. */
  private String windows(String mask, String row, String step) {
    if (windows.isEmpty()) {
      windows = Optional.of(index(steps(mask), row, step, config.halo(), 0, 1));
    }
    return windows.get();
  }

  /** Index of the encoded steps fed to the decoder, {@code [batch, positions]}. */
  private String encodedWindows(String mask, String row, String step) {
    if (encodedWindows.isEmpty()) {
      String left = graph.add("Sub", List.of(steps(mask), integers(2L * config.radius())));
      int reach = config.halo() - config.radius();
      encodedWindows = Optional.of(index(left, row, step, reach, config.radius(), config.stride()));
    }
    return encodedWindows.get();
  }

  /** Index of all encoded steps of every window, {@code [batch, 2 (M - radius) + 1]}. */
  private String encodedIndex(String mask, String row, String step) {
    if (encodedIndex.isEmpty()) {
      String left = graph.add("Sub", List.of(steps(mask), integers(2L * config.radius())));
      int reach = config.halo() - config.radius();
      encodedIndex = Optional.of(index(left, row, step, reach, config.radius(), 1));
    }
    return encodedIndex.get();
  }

  private String steps(String mask) {
    String shape = graph.add("Shape", List.of(mask));
    return graph.add("Gather", List.of(shape, integers(1)), Attribute.of("axis", 0));
  }

  private String index(String steps, String row, String step, int reach, int cut, int stride) {
    String centre = graph.add("Add", List.of(graph.add("Mul", List.of(row, steps)), step));
    long[] offsets = new long[2 * reach / stride + 1];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (long) i * stride - reach - cut;
    }
    String column = graph.add("Unsqueeze", List.of(centre, integers(1)));
    return graph.add("Add", List.of(column, integers(offsets)));
  }

  private String gathered(String rows, String flat, String index) {
    String flattened = graph.add("Reshape", List.of(rows, flat));
    return graph.add("Gather", List.of(flattened, index), Attribute.of("axis", 0));
  }

  private Encoded recurrent(
      String values, String present, String mask, SequenceBranch branch, String row, String step) {
    int size = branch.mean().length;
    String window = gathered(values, integers(-1, size), windows(present, row, step));
    String column = graph.add("Unsqueeze", List.of(mask, integers(2)));
    String features = standardised(window, column, branch);
    String all = recurrent(joined(features, column), branch.recurrent().orElseThrow());
    String strided =
        config.stride() == 1
            ? all
            : graph.add(
                "Slice",
                List.of(
                    all,
                    integers(0),
                    integers(Long.MAX_VALUE),
                    integers(1),
                    integers(config.stride())));
    return new Encoded(strided, all, features);
  }

  /** Standardised features, zero where the mask is 0. */
  private String standardised(String values, String column, SequenceBranch branch) {
    int size = branch.mean().length;
    String scaled = values;
    float[] logarithmic = branch.logarithmic();
    if (IntStream.range(0, size).anyMatch(i -> logarithmic[i] > 0)) {
      float[] linear = new float[size];
      for (int i = 0; i < size; i++) {
        linear[i] = 1 - logarithmic[i];
      }
      String chosen =
          graph.add(
              "Mul", List.of(graph.add("Relu", List.of(values)), floats(logarithmic, 1, 1, size)));
      String raised = graph.add("Add", List.of(chosen, floats(branch.floor(), 1, 1, size)));
      scaled =
          graph.add(
              "Add",
              List.of(
                  graph.add("Mul", List.of(values, floats(linear, 1, 1, size))),
                  graph.add("Log", List.of(raised))));
    }
    scaled = graph.add("Sub", List.of(scaled, floats(branch.mean(), 1, 1, size)));
    scaled = graph.add("Mul", List.of(scaled, floats(branch.scale(), 1, 1, size)));
    String least =
        graph.constant("constant_" + constants++, new float[] {-SequenceBranch.GREATEST});
    String greatest =
        graph.constant("constant_" + constants++, new float[] {SequenceBranch.GREATEST});
    String cut = graph.add("Clip", List.of(scaled, least, greatest));
    return graph.add("Mul", List.of(cut, column));
  }

  private String joined(String features, String column) {
    return graph.add("Concat", List.of(features, column), Attribute.of("axis", 2));
  }

  /** Every row of the segment once; then the windows are cut. */
  private Encoded convolved(
      String values, String present, SequenceBranch branch, String row, String step) {
    TemporalConvolution convolution = branch.convolution().orElseThrow();
    String column = graph.add("Unsqueeze", List.of(present, integers(2)));
    String features = standardised(values, column, branch);
    String steps = linear(joined(features, column), convolution.entry());
    for (int layer = 0; layer < convolution.dilations().size(); layer++) {
      long reach = convolution.dilations().get(layer);
      String middle = cut(steps, reach, -reach);
      String taps =
          graph.add(
              "Concat",
              List.of(cut(steps, 0, -2 * reach), middle, cut(steps, 2 * reach, Long.MAX_VALUE)),
              Attribute.of("axis", 2));
      String change = graph.add("Relu", List.of(linear(taps, convolution.kernel(layer))));
      steps = normalised(middle, change, convolution.norm(layer));
    }
    String flat = integers(-1, config.width());
    String strided = gathered(steps, flat, encodedWindows(present, row, step));
    if (branch.statistics().isEmpty()) {
      return new Encoded(strided, strided, features);
    }
    String index = encodedIndex(present, row, step);
    String cutFeatures = cut(features, config.radius(), -config.radius());
    return new Encoded(
        strided,
        gathered(steps, flat, index),
        gathered(cutFeatures, integers(-1, branch.mean().length), index));
  }

  private String cut(String steps, long from, long to) {
    return graph.add("Slice", List.of(steps, integers(from), integers(to), integers(1)));
  }

  private String recurrent(String sequence, BidirectionalGru units) {
    long hidden = units.hidden();
    String steps = transposed(sequence, 1, 0, 2);
    for (int layer = 0; layer < units.layers(); layer++) {
      RecurrentKernels kernels = RecurrentKernels.of(units, layer);
      long in = kernels.input().length / (6 * hidden);
      String both =
          graph.add(
              "GRU",
              List.of(
                  steps,
                  floats(kernels.input(), 2, 3 * hidden, in),
                  floats(kernels.state(), 2, 3 * hidden, hidden),
                  floats(kernels.bias(), 2, 6 * hidden)),
              Attribute.of("direction", "bidirectional"),
              Attribute.of("hidden_size", hidden),
              Attribute.of("linear_before_reset", 1));
      steps =
          graph.add("Reshape", List.of(transposed(both, 0, 2, 1, 3), integers(0, 0, 2 * hidden)));
    }
    return transposed(steps, 1, 0, 2);
  }

  private String decoded(String steps, String memory, DecoderLayer layer) {
    String first = normalised(steps, attended(steps, steps, layer.self()), layer.selfNorm());
    String second = normalised(first, attended(first, memory, layer.cross()), layer.crossNorm());
    String wide = graph.add("Relu", List.of(linear(second, layer.wide())));
    return normalised(second, linear(wide, layer.narrow()), layer.forwardNorm());
  }

  private String attended(String asking, String answering, Attention attention) {
    long heads = attention.heads();
    long each = config.width() / heads;
    String split = integers(0, 0, heads, each);
    String queries = split(linear(asking, attention.query()), split, 0, 2, 1, 3);
    String keys = split(linear(answering, attention.key()), split, 0, 2, 3, 1);
    String values = split(linear(answering, attention.value()), split, 0, 2, 1, 3);
    String scale = floats(new float[] {(float) (1 / Math.sqrt((double) each))}, 1);
    String scores = graph.add("Mul", List.of(graph.add("MatMul", List.of(queries, keys)), scale));
    String weights = graph.add("Softmax", List.of(scores), Attribute.of("axis", 3));
    String mixed = transposed(graph.add("MatMul", List.of(weights, values)), 0, 2, 1, 3);
    String joined = graph.add("Reshape", List.of(mixed, integers(0, 0, config.width())));
    return linear(joined, attention.output());
  }

  private String split(String projected, String shape, long... axes) {
    return transposed(graph.add("Reshape", List.of(projected, shape)), axes);
  }

  private String normalised(String before, String change, LayerNorm norm) {
    ParameterList parameters = norm.getParameters();
    return graph.add(
        "LayerNormalization",
        List.of(
            graph.add("Add", List.of(before, change)),
            floats(parameters.get("gamma").getArray().toFloatArray(), config.width()),
            floats(parameters.get("beta").getArray().toFloatArray(), config.width())),
        Attribute.of("axis", -1),
        Attribute.of("epsilon", NORM_EPSILON));
  }

  /** Value where the mask is 1, the other where it is 0. */
  private String either(String mask, String value, String other) {
    String without = graph.add("Sub", List.of(floats(new float[] {1}, 1), mask));
    return graph.add(
        "Add",
        List.of(graph.add("Mul", List.of(value, mask)), graph.add("Mul", List.of(other, without))));
  }

  private String mean(String steps) {
    return graph.add(
        "ReduceMean",
        List.of(steps),
        Attribute.of("axes", new long[] {WINDOW_AXIS}),
        Attribute.of("keepdims", 0));
  }

  private String linear(String value, Linear block) {
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

  private String transposed(String value, long... axes) {
    return graph.add("Transpose", List.of(value), Attribute.of("perm", axes));
  }

  private String floats(float[] values, long... shape) {
    return graph.constant("constant_" + constants++, values, shape);
  }

  private String integers(long... values) {
    return graph.integers("constant_" + constants++, values);
  }
}
