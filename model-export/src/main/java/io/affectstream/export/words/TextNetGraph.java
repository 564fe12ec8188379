package io.affectstream.export.words;

import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.blocks.Attention;
import io.affectstream.training.words.TextLayer;
import io.affectstream.training.words.TextNet;
import io.affectstream.training.words.TextNetConfig;
import io.affectstream.training.words.TokenVectors;
import java.util.List;

/**
 * Writes a {@link TextNet} with its token vectors. Input {@value #INPUT} {@code [batch, tokens]},
 * ids of texts of equal length; outputs {@value #LOG_PROBABILITIES} {@code [batch, 8]} and {@value
 * #EMBEDDING} {@code [batch, embedding]}. The token vectors are 4-bit integers, two to a byte.
 */
public final class TextNetGraph {

  /** Name of the token input. */
  public static final String INPUT = "tokens";

  /** Name of the calibrated log probabilities. */
  public static final String LOG_PROBABILITIES = "log_probabilities";

  /** Name of the embedding. */
  public static final String EMBEDDING = "embedding";

  private static final float NORM_EPSILON = 1e-12f;
  private static final int NIBBLE = 16;
  private static final int OFFSET = 8;

  private final TextNet net;
  private final TextNetConfig config;
  private final TokenVectors vectors;
  private final TextCalibration calibration;
  private final OnnxGraph graph = new OnnxGraph("text_net");
  private final TextMatrices matrices;
  private int constants;

  private TextNetGraph(
      TextNet net, TokenVectors vectors, TextCalibration calibration, boolean integers) {
    this.net = net;
    this.config = net.config();
    this.vectors = vectors;
    this.calibration = calibration;
    this.matrices = new TextMatrices(graph, integers);
  }

  /**
   * The model file's content.
   *
   * @param integers whether the layers' matrices are 8-bit integers
   */
  public static byte[] write(
      TextNet net, TokenVectors vectors, TextCalibration calibration, boolean integers) {
    return new TextNetGraph(net, vectors, calibration, integers).write();
  }

  private byte[] write() {
    String ids = graph.indices(INPUT, OnnxGraph.BATCH, OnnxGraph.TOKENS);
    String states = norm(graph.add("Add", List.of(tokens(ids), places(ids))), net.norm());
    for (TextLayer layer : net.layers()) {
      states = layer(states, layer);
    }
    String mean =
        graph.add(
            "ReduceMean",
            List.of(states),
            Attribute.of("axes", new long[] {1}),
            Attribute.of("keepdims", 0));
    String embedding = graph.add("Tanh", List.of(gemm("embedding", mean, net.embedding())));
    graph.output(EMBEDDING, embedding, OnnxGraph.BATCH, config.embedding());
    String logits = gemm("head", embedding, net.head());
    graph.output(
        LOG_PROBABILITIES, logProbabilities(logits), OnnxGraph.BATCH, config.classes() + 1L);
    return graph.toByteArray();
  }

  /** The vectors of tokens: high and low halves of the bytes, shifted and scaled. */
  private String tokens(String ids) {
    byte[] codes = vectors.codes();
    int width = vectors.width();
    int half = width / 2;
    byte[] packed = new byte[codes.length / 2];
    for (int i = 0; i < packed.length; i++) {
      int at = i / half * width + i % half;
      packed[i] = (byte) (NIBBLE * (codes[at] + OFFSET) + codes[at + half] + OFFSET);
    }
    float[] scales = vectors.scales();
    String table = graph.bytes("token_codes", false, packed, scales.length, half);
    String bytes =
        graph.add("Cast", List.of(graph.add("Gather", List.of(table, ids))), Attribute.of("to", 1));
    String high = graph.add("Floor", List.of(scaled(bytes, 1f / NIBBLE)));
    String low = graph.add("Sub", List.of(bytes, scaled(high, NIBBLE)));
    String both = graph.add("Concat", List.of(high, low), Attribute.of("axis", 2));
    String values = graph.add("Sub", List.of(both, floats(new float[] {OFFSET}, 1)));
    String scale =
        graph.add("Gather", List.of(graph.constant("scales", scales, scales.length, 1), ids));
    return graph.add("Mul", List.of(values, scale));
  }

  /** The vectors of the first places, as many as there are tokens. */
  private String places(String ids) {
    int width = vectors.width();
    float[] all = new float[vectors.maxTokens() * width];
    for (int place = 0; place < vectors.maxTokens(); place++) {
      System.arraycopy(vectors.places().get(place), 0, all, place * width, width);
    }
    String table = graph.constant("places", all, vectors.maxTokens(), width);
    String length = graph.add("Gather", List.of(graph.add("Shape", List.of(ids)), integers(1)));
    return graph.add("Slice", List.of(table, integers(0), length, integers(0)));
  }

  private String layer(String states, TextLayer layer) {
    String first =
        norm(graph.add("Add", List.of(states, attention(states, layer.self()))), layer.selfNorm());
    String hidden = gelu(matrices.linear(first, layer.wide()));
    String back = matrices.linear(hidden, layer.narrow());
    return norm(graph.add("Add", List.of(first, back)), layer.forwardNorm());
  }

  private String attention(String states, Attention attention) {
    String queries = heads(matrices.linear(states, attention.query()), attention, 0, 2, 1, 3);
    String keys = heads(matrices.linear(states, attention.key()), attention, 0, 2, 3, 1);
    String values = heads(matrices.linear(states, attention.value()), attention, 0, 2, 1, 3);
    double scale = 1 / Math.sqrt(config.width() / (double) attention.heads());
    String weights =
        graph.add(
            "Softmax",
            List.of(scaled(graph.add("MatMul", List.of(queries, keys)), (float) scale)),
            Attribute.of("axis", 3));
    String joined = transposed(graph.add("MatMul", List.of(weights, values)), 0, 2, 1, 3);
    String rows = graph.add("Reshape", List.of(joined, integers(0, 0, config.width())));
    return matrices.linear(rows, attention.output());
  }

  private String heads(String vectors, Attention attention, long... axes) {
    long heads = attention.heads();
    String split =
        graph.add("Reshape", List.of(vectors, integers(0, 0, heads, config.width() / heads)));
    return transposed(split, axes);
  }

  /** GELU by the error function, as PyTorch computes it. */
  private String gelu(String values) {
    String root = scaled(values, (float) (1 / Math.sqrt(2)));
    String share =
        graph.add("Add", List.of(graph.add("Erf", List.of(root)), floats(new float[] {1}, 1)));
    return scaled(graph.add("Mul", List.of(values, share)), 0.5f);
  }

  /** Log probabilities of the trained classes and, last, of the one no text has. */
  private String logProbabilities(String logits) {
    String shifted =
        graph.add(
            "Add",
            List.of(
                scaled(logits, (float) (1 / calibration.temperature())),
                floats(calibration.shift(), 1, config.classes())));
    String logs = graph.add("LogSoftmax", List.of(shifted), Attribute.of("axis", 1));
    String kept =
        graph.add("Add", List.of(logs, floats(new float[] {calibration.logOfKnown()}, 1, 1)));
    String first = graph.add("Slice", List.of(logs, integers(0), integers(1), integers(1)));
    String other =
        graph.add(
            "Add", List.of(scaled(first, 0), floats(new float[] {calibration.logOfOther()}, 1, 1)));
    return graph.add("Concat", List.of(kept, other), Attribute.of("axis", 1));
  }

  private String norm(String states, LayerNorm norm) {
    ParameterList parameters = norm.getParameters();
    String gamma = floats(parameters.get("gamma").getArray().toFloatArray(), config.width());
    String beta = floats(parameters.get("beta").getArray().toFloatArray(), config.width());
    return graph.add(
        "LayerNormalization",
        List.of(states, gamma, beta),
        Attribute.of("axis", -1),
        Attribute.of("epsilon", NORM_EPSILON));
  }

  private String gemm(String name, String vectors, Linear layer) {
    return graph.gemm(name, vectors, TextMatrices.weight(layer), TextMatrices.bias(layer));
  }

  private String transposed(String values, long... axes) {
    return graph.add("Transpose", List.of(values), Attribute.of("perm", axes));
  }

  private String scaled(String values, float factor) {
    return graph.add("Mul", List.of(values, floats(new float[] {factor}, 1)));
  }

  private String floats(float[] values, long... shape) {
    return graph.constant("floats_" + constants++, values, shape);
  }

  private String integers(long... values) {
    return graph.integers("integers_" + constants++, values);
  }
}
