package io.affectstream.export.fusion;

import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.fusion.AttentiveStatistics;
import io.affectstream.training.fusion.InputScaling;
import io.affectstream.training.fusion.VoiceStatistics;
import java.util.List;

/** Adds {@link VoiceStatistics} of cut windows to a graph. */
final class VoiceStatisticsNodes {

  private static final String PREFIX = "voice_statistics_";

  private final OnnxGraph graph;
  private final int window;
  private int constants;

  VoiceStatisticsNodes(OnnxGraph graph, int window) {
    this.graph = graph;
    this.window = window;
  }

  /** The used columns of rows {@code [.., .., 42]}. */
  String columns(String rows) {
    long[] columns = new long[VoiceStatistics.COLUMNS];
    for (int i = 0; i < VoiceStatistics.CEPSTRUM; i++) {
      columns[i] = i;
    }
    columns[VoiceStatistics.CEPSTRUM] = AudioFrontEnd.PITCH;
    columns[VoiceStatistics.CEPSTRUM + 1] = AudioFrontEnd.RMS;
    return graph.add("Gather", List.of(rows, integers(columns)), Attribute.of("axis", 2));
  }

  /** One column, without its axis. */
  String column(String rows, long column) {
    String kept = graph.add("Gather", List.of(rows, integers(column)), Attribute.of("axis", 2));
    return graph.add("Squeeze", List.of(kept, integers(2)));
  }

  /**
   * The branch's result.
   *
   * @param features the columns read, standardised, {@code [batch, W, 15]}
   * @param pitch in Hz, {@code [batch, W]}
   * @param mask {@code [batch, W]}
   * @return {@code [batch, d]}
   */
  String result(String features, String pitch, String mask, VoiceStatistics block) {
    String excluded = product(sum(mask, number(-1)), number(-VoiceStatistics.EXCLUDED));
    String energy = column(features, VoiceStatistics.COLUMNS - 1);
    String loud = sum(product(energy, number(VoiceStatistics.LOUDNESS)), excluded);
    String scaled =
        quotient(
            difference(pitch, number(VoiceStatistics.UNVOICED)), number(VoiceStatistics.VOICING));
    String voiced = graph.add("Clip", List.of(scaled, scalar(0), scalar(1)));
    String spoken = sum(loud, product(sum(voiced, number(-1)), number(-VoiceStatistics.UNWANTED)));
    String centred = sum(loud, floats(VoiceStatistics.near(window), 1, window));
    String loudest = sum(product(energy, number(VoiceStatistics.LOUDEST)), excluded);
    String quiet = sum(product(energy, number(VoiceStatistics.QUIET)), excluded);
    String moved =
        graph.add(
            "Abs",
            List.of(difference(cut(features, 1, Long.MAX_VALUE, 1), cut(features, 0, -1, 1))));
    String spokenWeights = weights(spoken);
    String every = weights(excluded);
    String mean = weighted(every, features);
    String statistics =
        joined(
            moments(weights(loud), features, moved),
            moments(spokenWeights, features, moved),
            moments(weights(centred), features, moved),
            weighted(weights(loudest), features),
            weighted(weights(quiet), features),
            mean,
            deviation(every, features, mean),
            slope(spokenWeights, features, mask));
    String shifted = difference(statistics, floats(block.mean(), 1, block.mean().length));
    String standardised = product(shifted, floats(block.scale(), 1, block.scale().length));
    String kept =
        graph.add(
            "Clip",
            List.of(
                standardised,
                scalar(-InputScaling.MAX_DEVIATIONS),
                scalar(InputScaling.MAX_DEVIATIONS)));
    String hidden = graph.add("Relu", List.of(linear(kept, block.hidden())));
    return linear(hidden, block.output());
  }

  /** Weights of the steps by the softmax of logits, {@code [batch, 1, W]}. */
  private String weights(String logits) {
    return unsqueezed(graph.add("Softmax", List.of(logits), Attribute.of("axis", 1)));
  }

  private String moments(String weights, String features, String moved) {
    String mean = weighted(weights, features);
    return joined(
        mean,
        deviation(weights, features, mean),
        weighted(cut(weights, 1, Long.MAX_VALUE, 2), moved));
  }

  private String deviation(String weights, String features, String mean) {
    String apart = difference(features, unsqueezed(mean));
    String variance = weighted(weights, product(apart, apart));
    return graph.add("Sqrt", List.of(sum(variance, number(AttentiveStatistics.VARIANCE_FLOOR))));
  }

  /**
   * All sums are products of matrices of each row of the batch: sums of other operators, and
   * products with a matrix shared by the rows, depend in their last bit on the position of a row in
   * the batch.
   */
  private String slope(String weights, String features, String mask) {
    String times = sum(product(mask, number(0)), floats(VoiceStatistics.times(window), 1, window));
    String apart = difference(times, weighted(weights, column(times)));
    String apartWeights = product(weights, unsqueezed(apart));
    String variance =
        sum(weighted(apartWeights, column(apart)), number(VoiceStatistics.SLOPE_FLOOR));
    return quotient(weighted(apartWeights, features), variance);
  }

  /** {@code [batch, W]} as {@code [batch, W, 1]}. */
  private String column(String values) {
    return graph.add("Unsqueeze", List.of(values, integers(2)));
  }

  private String weighted(String weights, String values) {
    return graph.add(
        "Squeeze", List.of(graph.add("MatMul", List.of(weights, values)), integers(1)));
  }

  private String unsqueezed(String value) {
    return graph.add("Unsqueeze", List.of(value, integers(1)));
  }

  private String joined(String... values) {
    return graph.add("Concat", List.of(values), Attribute.of("axis", 1));
  }

  private String cut(String value, long from, long to, long axis) {
    return graph.add("Slice", List.of(value, integers(from), integers(to), integers(axis)));
  }

  private String difference(String first, String second) {
    return graph.add("Sub", List.of(first, second));
  }

  private String quotient(String first, String second) {
    return graph.add("Div", List.of(first, second));
  }

  private String sum(String first, String second) {
    return graph.add("Add", List.of(first, second));
  }

  private String product(String first, String second) {
    return graph.add("Mul", List.of(first, second));
  }

  private String linear(String value, Linear block) {
    ParameterList parameters = block.getParameters();
    float[] weight = parameters.get("weight").getArray().toFloatArray();
    float[] bias = parameters.get("bias").getArray().toFloatArray();
    return graph.add(
        "Gemm",
        List.of(
            value,
            floats(weight, bias.length, weight.length / bias.length),
            floats(bias, bias.length)),
        Attribute.of("transB", 1));
  }

  private String number(float value) {
    return floats(new float[] {value}, 1);
  }

  private String scalar(float value) {
    return floats(new float[] {value});
  }

  private String floats(float[] values, long... shape) {
    return graph.constant(PREFIX + constants++, values, shape);
  }

  private String integers(long... values) {
    return graph.integers(PREFIX + constants++, values);
  }
}
