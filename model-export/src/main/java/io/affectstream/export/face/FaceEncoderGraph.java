package io.affectstream.export.face;

import ai.djl.nn.ParameterList;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.blocks.FoldedConvolution;
import io.affectstream.training.blocks.InceptionResnetV1;
import io.affectstream.training.data.FaceFraming;
import java.util.List;

/**
 * Writes an {@link Encoder} in its inference form: normalisation folded into the convolutions, no
 * dropout. Input {@value #INPUT} {@code [batch, channels, side, side]} in [0, 1]; outputs {@value
 * #POOLED}, {@value #TOKENS}, {@value #EXPRESSION}, {@value #ACTION_UNITS} (logits) and {@value
 * #EMBEDDING}.
 */
public final class FaceEncoderGraph {

  /** Name of the image input. */
  public static final String INPUT = FaceFraming.INPUT;

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

  private final Encoder encoder;
  private final OnnxGraph graph = new OnnxGraph("face_encoder");

  private FaceEncoderGraph(Encoder encoder) {
    this.encoder = encoder;
  }

  /** The model file's content. */
  public static byte[] write(Encoder encoder) {
    return new FaceEncoderGraph(encoder).write();
  }

  private byte[] write() {
    EncoderConfig config = encoder.config();
    long side = config.side();
    String image = graph.input(INPUT, OnnxGraph.BATCH, config.channels(), side, side);
    String map = new EncoderMap(new ConvNodes(graph)).of(standardised(image), encoder);
    String shape = graph.integers("map_shape", 0, config.tokenDimensions(), config.tokens());
    String columns = graph.add("Reshape", List.of(map, shape));
    String tokens =
        graph.add("Transpose", List.of(columns), Attribute.of("perm", new long[] {0, 2, 1}));
    String pooled = pooled(columns);
    graph.output(POOLED, pooled, OnnxGraph.BATCH, config.dimensions());
    graph.output(TOKENS, tokens, OnnxGraph.BATCH, config.tokens(), config.tokenDimensions());
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
      return graph.gemm("pooling", mean, layer.kernel(), layer.bias());
    }
    return mean;
  }

  private String standardised(String images) {
    String centred = graph.add("Sub", List.of(images, mean(images)));
    String variance = mean(graph.add("Mul", List.of(centred, centred)));
    return dividedByRoot(centred, variance, "contrast_floor", Encoder.CONTRAST_FLOOR);
  }

  private String mean(String images) {
    return graph.add(
        "ReduceMean",
        List.of(images),
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
    return graph.gemm(
        name,
        pooled,
        parameters.get("weight").getArray().toFloatArray(),
        parameters.get("bias").getArray().toFloatArray());
  }
}
