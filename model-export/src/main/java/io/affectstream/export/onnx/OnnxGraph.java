package io.affectstream.export.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Builder of one graph. Every method that adds a node returns the name of its output. In shapes,
 * the negative constants stand for axes whose length is open.
 */
public final class OnnxGraph {

  /** Marks the batch axis of a shape. */
  public static final long BATCH = -1;

  /** Marks an axis of rows that are not the batch of the outputs. */
  public static final long ROWS = -2;

  /** Marks an axis of steps in time. */
  public static final long STEPS = -3;

  /** Marks the rows of pixels of an image. */
  public static final long HEIGHT = -4;

  /** Marks the columns of pixels of an image. */
  public static final long WIDTH = -5;

  /** Marks the cells of a grid over an image. */
  public static final long CELLS = -6;

  /** Marks the tokens of a text. */
  public static final long TOKENS = -7;

  private static final Map<Long, String> OPEN =
      Map.of(
          BATCH, "batch", ROWS, "rows", STEPS, "steps", HEIGHT, "height", WIDTH, "width", CELLS,
          "cells", TOKENS, "tokens");
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final String PRODUCER = "affectstream";

  /** Most floats in one vector register of a processor. */
  private static final int LANES = 16;

  private final OnnxMl.GraphProto.Builder graph;
  private int count;

  /** An empty graph. */
  public OnnxGraph(String name) {
    this(OnnxMl.GraphProto.newBuilder().setName(name));
  }

  private OnnxGraph(OnnxMl.GraphProto.Builder graph) {
    this.graph = graph;
    this.count = graph.getNodeCount();
  }

  /** A graph of this producer, to be added to. */
  public static OnnxGraph of(OnnxMl.GraphProto finished) {
    return new OnnxGraph(finished.toBuilder());
  }

  /** Declares a float input. */
  public String input(String name, long... shape) {
    graph.addInput(value(name, OnnxMl.TensorProto.DataType.FLOAT, shape));
    return name;
  }

  /** Declares an int64 input. */
  public String indices(String name, long... shape) {
    graph.addInput(value(name, OnnxMl.TensorProto.DataType.INT64, shape));
    return name;
  }

  /** Declares an existing value as float output under a name of its own. */
  public void output(String name, String value, long... shape) {
    node("Identity", name, List.of(value), List.of());
    graph.addOutput(value(name, OnnxMl.TensorProto.DataType.FLOAT, shape));
  }

  /** Adds float constants, row-major. */
  public String constant(String name, float[] values, long... shape) {
    expectSize(name, values.length, shape);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    graph.addInitializer(
        tensor(name, OnnxMl.TensorProto.DataType.FLOAT, shape)
            .setRawData(ByteString.copyFrom(bytes)));
    return name;
  }

  /** Adds 8-bit constants, row-major; {@code signed}: from -128 to 127, else from 0 to 255. */
  public String bytes(String name, boolean signed, byte[] values, long... shape) {
    expectSize(name, values.length, shape);
    OnnxMl.TensorProto.DataType type =
        signed ? OnnxMl.TensorProto.DataType.INT8 : OnnxMl.TensorProto.DataType.UINT8;
    graph.addInitializer(tensor(name, type, shape).setRawData(ByteString.copyFrom(values)));
    return name;
  }

  /** Adds integer constants, as shapes and axes are given. */
  public String integers(String name, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    graph.addInitializer(
        tensor(name, OnnxMl.TensorProto.DataType.INT64, new long[] {values.length})
            .setRawData(ByteString.copyFrom(bytes)));
    return name;
  }

  /** Adds a node with one output. */
  public String add(String operator, List<String> inputs, Attribute... attributes) {
    String output = operator.toLowerCase(Locale.ROOT) + "_" + count++;
    node(operator, output, inputs, List.of(attributes));
    return output;
  }

  /**
   * Adds a natural logarithm whose bits depend on the value alone. ONNX Runtime takes as many
   * elements at once as fit into a vector register, and computes the rest by another function,
   * which may differ in the last bit. So each element is computed once per lane.
   */
  public String log(String value) {
    String name = "log_" + count++;
    String last = integers(name + ".last", -1);
    String copies =
        add(
            "Expand",
            List.of(add("Unsqueeze", List.of(value, last)), integers(name + ".lanes", LANES)));
    String logarithms = add("Log", List.of(copies));
    String one =
        add(
            "Slice",
            List.of(logarithms, integers(name + ".from", 0), integers(name + ".to", 1), last));
    return add("Squeeze", List.of(one, last));
  }

  /**
   * Adds parts of a value along its last axis.
   *
   * @param lengths name of their lengths, as {@link #integers} returned it
   * @param count of the parts
   * @return the parts in order
   */
  public List<String> split(String value, String lengths, int count) {
    String name = "split_" + this.count++;
    List<String> parts = IntStream.range(0, count).mapToObj(i -> name + "." + i).toList();
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType("Split")
            .setName(name)
            .addInput(value)
            .addInput(lengths)
            .addAllOutput(parts)
            .addAttribute(Attribute.of("axis", -1).proto()));
    return parts;
  }

  /**
   * Adds a node with several outputs.
   *
   * @return their names
   */
  public List<String> addAll(String operator, List<String> inputs, int outputs) {
    String name = operator.toLowerCase(Locale.ROOT) + "_" + count++;
    List<String> names =
        IntStream.range(0, outputs).mapToObj(i -> "%s.%d".formatted(name, i)).toList();
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(names));
    return names;
  }

  /**
   * Adds a linear layer.
   *
   * @param name of its constants
   * @param vectors {@code [n, in]}
   * @param weight {@code [out, in]}, row-major
   * @param bias {@code [out]}
   */
  public String gemm(String name, String vectors, float[] weight, float[] bias) {
    String matrix = constant(name + ".weight", weight, bias.length, weight.length / bias.length);
    return add(
        "Gemm",
        List.of(vectors, matrix, constant(name + ".bias", bias, bias.length)),
        Attribute.of("transB", 1));
  }

  /** The finished model. */
  public byte[] toByteArray() {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName(PRODUCER)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private void node(
      String operator, String output, List<String> inputs, List<Attribute> attributes) {
    graph.addNode(proto(operator, output, inputs, attributes));
  }

  /** A node with one output, named as that. */
  static OnnxMl.NodeProto proto(
      String operator, String output, List<String> inputs, List<Attribute> attributes) {
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output);
    attributes.forEach(attribute -> node.addAttribute(attribute.proto()));
    return node.build();
  }

  private static OnnxMl.TensorProto.Builder tensor(
      String name, OnnxMl.TensorProto.DataType type, long[] shape) {
    List<Long> dimensions = new ArrayList<>();
    Arrays.stream(shape).forEach(dimensions::add);
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.getNumber())
        .addAllDims(dimensions);
  }

  private static OnnxMl.ValueInfoProto value(
      String name, OnnxMl.TensorProto.DataType type, long[] shape) {
    OnnxMl.TensorShapeProto.Builder dimensions = OnnxMl.TensorShapeProto.newBuilder();
    for (long axis : shape) {
      OnnxMl.TensorShapeProto.Dimension.Builder dimension =
          OnnxMl.TensorShapeProto.Dimension.newBuilder();
      dimensions.addDim(
          OPEN.containsKey(axis)
              ? dimension.setDimParam(OPEN.get(axis))
              : dimension.setDimValue(axis));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }

  private static void expectSize(String name, int found, long[] shape) {
    long expected = 1;
    for (long axis : shape) {
      expected *= axis;
    }
    if (expected != found) {
      throw new IllegalArgumentException(
          "constant '%s': expected %d values for shape %s, found %d"
              .formatted(name, expected, Arrays.toString(shape), found));
    }
  }
}
