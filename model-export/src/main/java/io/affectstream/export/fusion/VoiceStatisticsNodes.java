package io.affectstream.export.fusion;

import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.fusion.AttentiveStatistics;
import io.affectstream.training.fusion.SequenceBranch;
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

  /** The columns that are read, of rows of {@code [.., .., 42]}. */
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
        graph.add(
            "Div",
            List.of(
                graph.add("Sub", List.of(pitch, number(VoiceStatistics.UNVOICED))),
                number(VoiceStatistics.VOICING)));
    String voiced = graph.add("Clip", List.of(scaled, scalar(0), scalar(1)));
    String spoken = sum(loud, product(sum(voiced, number(-1)), number(-VoiceStatistics.UNWANTED)));
    String centred = sum(loud, floats(VoiceStatistics.near(window), 1, window));
    String statistics =
        graph.add(
            "Concat",
            List.of(moments(loud, features), moments(spoken, features), moments(centred, features)),
            Attribute.of("axis", 1));
    String shifted =
        graph.add("Sub", List.of(statistics, floats(block.mean(), 1, block.mean().length)));
    String standardised = product(shifted, floats(block.scale(), 1, block.scale().length));
    String kept =
        graph.add(
            "Clip",
            List.of(
                standardised, scalar(-SequenceBranch.GREATEST), scalar(SequenceBranch.GREATEST)));
    String hidden = graph.add("Relu", List.of(linear(kept, block.hidden())));
    return linear(hidden, block.output());
  }

  private String moments(String logits, String features) {
    String weights =
        graph.add(
            "Unsqueeze",
            List.of(graph.add("Softmax", List.of(logits), Attribute.of("axis", 1)), integers(1)));
    String centre = graph.add("MatMul", List.of(weights, features));
    String mean = graph.add("Squeeze", List.of(centre, integers(1)));
    String apart = graph.add("Sub", List.of(features, centre));
    String variance = weighted(weights, product(apart, apart));
    String deviation =
        graph.add("Sqrt", List.of(sum(variance, number(AttentiveStatistics.VARIANCE_FLOOR))));
    String change =
        graph.add(
            "Abs",
            List.of(
                graph.add(
                    "Sub", List.of(cut(features, 1, Long.MAX_VALUE, 1), cut(features, 0, -1, 1)))));
    String moved = weighted(cut(weights, 1, Long.MAX_VALUE, 2), change);
    return graph.add("Concat", List.of(mean, deviation, moved), Attribute.of("axis", 1));
  }

  private String weighted(String weights, String values) {
    return graph.add(
        "Squeeze", List.of(graph.add("MatMul", List.of(weights, values)), integers(1)));
  }

  private String cut(String value, long from, long to, long axis) {
    return graph.add("Slice", List.of(value, integers(from), integers(to), integers(axis)));
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
