package io.affectstream.export.face;

import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.blocks.FoldedConvolution;
import io.affectstream.training.blocks.InceptionResnetV1;
import java.util.List;
import java.util.Optional;

/**
 * Writes an {@link Encoder} in its inference form: normalisation folded into the convolutions, no
 * dropout. Input {@value #INPUT} {@code [batch, channels, side, side]} in [0, 1]; outputs {@value
 * #POOLED}, {@value #TOKENS}, {@value #EXPRESSION}, {@value #ACTION_UNITS} (logits) and {@value
 * #EMBEDDING}.
 */
public final class FaceEncoderGraph {

  /** Name of the picture input. */
  public static final String INPUT = "face";

  /** Name of the pooled feature. */
  public static final String POOLED = "pooled";

  /** Name of the tokens. */
  public static final String TOKENS = "tokens";

  /** Name of the expression logits. */
  public static final String EXPRESSION = "expression";

  /** Name of the action unit logits. */
  public static final String ACTION_UNITS = "action_units";

  /** Name of the expression embedding. */
  public static final String EMBEDDING = "embedding";

  /** Name of the tokens as the fusion network reads them; only where its projection is given. */
  public static final String MEMORY = "memory";

  private final Encoder encoder;
  private final OnnxGraph graph = new OnnxGraph("face_encoder");

  private FaceEncoderGraph(Encoder encoder) {
    this.encoder = encoder;
  }

  /** The model file's content. */
  public static byte[] write(Encoder encoder) {
    return new FaceEncoderGraph(encoder).write(Optional.empty());
  }

  /**
   * The model file's content with the fusion network's projection of the tokens as a further
   * output, {@value #MEMORY} {@code [batch, T, d]}: it acts on one face, so it is done once per
   * face instead of once per centre.
   */
  public static byte[] write(Encoder encoder, Linear projection) {
    return new FaceEncoderGraph(encoder).write(Optional.of(projection));
  }

  private byte[] write(Optional<Linear> projection) {
    EncoderConfig config = encoder.config();
    long side = config.side();
    String picture = graph.input(INPUT, OnnxGraph.BATCH, config.channels(), side, side);
    String map = new EncoderMap(new ConvNodes(graph)).of(standardised(picture), encoder);
    String shape = graph.integers("map_shape", 0, config.tokenDimensions(), config.tokens());
    String columns = graph.add("Reshape", List.of(map, shape));
    String tokens =
        graph.add("Transpose", List.of(columns), Attribute.of("perm", new long[] {0, 2, 1}));
    String pooled = pooled(columns);
    graph.output(POOLED, pooled, OnnxGraph.BATCH, config.dimensions());
    graph.output(TOKENS, tokens, OnnxGraph.BATCH, config.tokens(), config.tokenDimensions());
    projection.ifPresent(linear -> memory(tokens, linear));
    head(EXPRESSION, Output.EXPRESSION, pooled, Encoder.EXPRESSIONS);
    head(ACTION_UNITS, Output.ACTION_UNITS, pooled, Encoder.ACTION_UNITS);
    String vectors = linear(EMBEDDING, Output.EMBEDDING, pooled);
    graph.output(EMBEDDING, unitLength(vectors), OnnxGraph.BATCH, Encoder.EMBEDDING);
    return graph.toByteArray();
  }

  private String pooled(String columns) {
    String mean =
        graph.add(
            "ReduceMean",
            List.of(columns),
            Attribute.of("axes", new long[] {2}),
            Attribute.of("keepdims", 0));
    if (encoder instanceof InceptionResnetV1 inception) {
      FoldedConvolution layer = inception.pooling();
      return gemm("pooling", mean, layer.kernel(), layer.bias());
    }
    return mean;
  }

  private void memory(String tokens, Linear projection) {
    ParameterList parameters = projection.getParameters();
    float[] bias = parameters.get("bias").getArray().toFloatArray();
    float[] weight = parameters.get("weight").getArray().toFloatArray();
    int in = weight.length / bias.length;
    float[] turned = new float[weight.length];
    for (int o = 0; o < bias.length; o++) {
      for (int i = 0; i < in; i++) {
        turned[i * bias.length + o] = weight[o * in + i];
      }
    }
    String kernel = graph.constant("memory.weight", turned, in, bias.length);
    String product = graph.add("MatMul", List.of(tokens, kernel));
    String sum =
        graph.add("Add", List.of(product, graph.constant("memory.bias", bias, bias.length)));
    graph.output(MEMORY, sum, OnnxGraph.BATCH, encoder.config().tokens(), bias.length);
  }

  private String standardised(String pictures) {
    String centred = graph.add("Sub", List.of(pictures, mean(pictures)));
    String variance = mean(graph.add("Mul", List.of(centred, centred)));
    return dividedByRoot(centred, variance, "contrast_floor", Encoder.CONTRAST_FLOOR);
  }

  private String mean(String pictures) {
    return graph.add(
        "ReduceMean",
        List.of(pictures),
        Attribute.of("axes", new long[] {1, 2, 3}),
        Attribute.of("keepdims", 1));
  }

  private String unitLength(String vectors) {
    String axis = graph.integers("vector_axis", 1);
    String squares =
        graph.add(
            "ReduceSum",
            List.of(graph.add("Mul", List.of(vectors, vectors)), axis),
            Attribute.of("keepdims", 1));
    return dividedByRoot(vectors, squares, "length_floor", Encoder.LENGTH_FLOOR);
  }

  private String dividedByRoot(String value, String square, String name, float floor) {
    String raised = graph.add("Add", List.of(square, graph.constant(name, new float[] {floor}, 1)));
    return graph.add("Div", List.of(value, graph.add("Sqrt", List.of(raised))));
  }

  private void head(String name, Output output, String pooled, long width) {
    graph.output(name, linear(name, output, pooled), OnnxGraph.BATCH, width);
  }

  private String linear(String name, Output output, String pooled) {
    ParameterList parameters = encoder.head(output).getParameters();
    return gemm(
        name,
        pooled,
        parameters.get("weight").getArray().toFloatArray(),
        parameters.get("bias").getArray().toFloatArray());
  }

  private String gemm(String name, String vectors, float[] weight, float[] bias) {
    String matrix =
        graph.constant(name + ".weight", weight, bias.length, weight.length / bias.length);
    return graph.add(
        "Gemm",
        List.of(vectors, matrix, graph.constant(name + ".bias", bias, bias.length)),
        Attribute.of("transB", 1));
  }
}
