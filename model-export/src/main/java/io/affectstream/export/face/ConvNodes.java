package io.affectstream.export.face;

import ai.djl.nn.core.Linear;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.blocks.ConvChain;
import io.affectstream.training.blocks.ConvShape;
import io.affectstream.training.blocks.ConvUnit;
import io.affectstream.training.blocks.FoldedConvolution;
import io.affectstream.training.blocks.SeparableUnit;
import io.affectstream.training.blocks.SqueezeExcitation;
import java.util.List;

/** Adds convolutions, with the normalisation folded in, and maxima to a graph. */
public final class ConvNodes {

  private final OnnxGraph graph;
  private int convolutions;
  private int gated;

  /** Nodes of a graph. */
  public ConvNodes(OnnxGraph graph) {
    this.graph = graph;
  }

  /** A convolution with its normalisation and, if any, its rectifier. */
  public String unit(String map, ConvUnit unit) {
    return unit(map, unit, unit.folded());
  }

  /** The same with another kernel and bias. */
  public String unit(String map, ConvUnit unit, FoldedConvolution folded) {
    ConvShape shape = unit.shape();
    long rows = shape.rowPadding();
    long columns = shape.columnPadding();
    String convolved =
        convolution(map, folded, shape.stride(), new long[] {rows, columns, rows, columns});
    return shape.rectified() ? graph.add("Relu", List.of(convolved)) : convolved;
  }

  /** A depthwise separable convolution, plus its input if the unit is residual. */
  public String separable(String map, SeparableUnit unit) {
    String prefix = "depthwise" + convolutions++;
    long side = unit.kernel();
    long padding = side / 2;
    float[] kernels = unit.depthwise();
    long channels = kernels.length / (side * side);
    String spread =
        graph.add(
            "Conv",
            List.of(map, graph.constant(prefix + ".kernel", kernels, channels, 1, side, side)),
            Attribute.of("kernel_shape", new long[] {side, side}),
            Attribute.of("strides", new long[] {unit.stride(), unit.stride()}),
            Attribute.of("pads", new long[] {padding, padding, padding, padding}),
            Attribute.of("group", channels));
    String mixed = unit(spread, unit.pointwise());
    return unit.residual() ? sum(mixed, map, true) : mixed;
  }

  String chain(String map, ConvChain chain) {
    String hidden = map;
    for (ConvUnit unit : chain.units()) {
      hidden = unit(hidden, unit);
    }
    return hidden;
  }

  /** A convolution without padding, at stride 1. */
  public String convolution(String map, FoldedConvolution folded) {
    return convolution(map, folded, 1, new long[4]);
  }

  private String convolution(String map, FoldedConvolution folded, long stride, long[] padding) {
    String prefix = "conv" + convolutions++;
    String kernel = graph.constant(prefix + ".kernel", folded.kernel(), folded.shape());
    String bias = graph.constant(prefix + ".bias", folded.bias(), folded.bias().length);
    return graph.add(
        "Conv",
        List.of(map, kernel, bias),
        Attribute.of("kernel_shape", new long[] {folded.shape()[2], folded.shape()[3]}),
        Attribute.of("strides", new long[] {stride, stride}),
        Attribute.of("pads", padding));
  }

  /** Maximum over squares at stride 2, without padding. */
  String maximum(String map, long side) {
    return graph.add(
        "MaxPool",
        List.of(map),
        Attribute.of("kernel_shape", new long[] {side, side}),
        Attribute.of("strides", new long[] {2, 2}));
  }

  /** A map whose channels are weighted by its global content. */
  String gated(String map, SqueezeExcitation gates) {
    String prefix = "gates" + gated++;
    String mean =
        graph.add(
            "ReduceMean",
            List.of(map),
            Attribute.of("axes", new long[] {2, 3}),
            Attribute.of("keepdims", 0));
    String hidden = graph.add("Relu", List.of(linear(prefix + ".reduce", mean, gates.reduce())));
    String weights =
        graph.add("Sigmoid", List.of(linear(prefix + ".expand", hidden, gates.expand())));
    String shape = graph.integers(prefix + ".shape", 0, gates.channels(), 1, 1);
    return graph.add("Mul", List.of(map, graph.add("Reshape", List.of(weights, shape))));
  }

  private String linear(String name, String vectors, Linear layer) {
    float[] weight = layer.getParameters().get("weight").getArray().toFloatArray();
    float[] bias = layer.getParameters().get("bias").getArray().toFloatArray();
    return graph.gemm(name, vectors, weight, bias);
  }

  /** Maps concatenated along the channels. */
  String joined(List<String> maps) {
    return graph.add("Concat", maps, Attribute.of("axis", 1));
  }

  /** The sum of two maps, optionally rectified. */
  public String sum(String first, String second, boolean rectified) {
    String sum = graph.add("Add", List.of(first, second));
    return rectified ? graph.add("Relu", List.of(sum)) : sum;
  }
}
