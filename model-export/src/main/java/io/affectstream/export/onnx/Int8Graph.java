package io.affectstream.export.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A finished graph with convolutions in integers (Jacob et al., "Quantization and Training of
 * Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018, section 2), written with
 * pairs of QuantizeLinear and DequantizeLinear, which ONNX Runtime turns into integer kernels. Maps
 * are unsigned 8-bit integers with one scale each, kernels signed 7-bit integers with one scale per
 * output channel, biases 32-bit. With 7 bits the sum of two products fits 16 bits, so that
 * processors without instructions for 8-bit sums get the same result as those with them.
 *
 * <p>Integers are used from the first convolution to the last map; later nodes (heads, projections)
 * are unchanged.
 */
public final class Int8Graph {

  private static final int MAX_WEIGHT = 63;
  private static final Attribute FIRST_AXIS = Attribute.of("axis", 0);
  private static final String CONVOLUTION = "Conv";
  private static final String RELU = "Relu";
  private static final String MAXIMUM = "MaxPool";
  private static final Set<String> OF_MAPS = Set.of(CONVOLUTION, RELU, MAXIMUM, "Add", "Concat");

  private final OnnxMl.ModelProto model;
  private final Map<String, OnnxMl.TensorProto> constants = new HashMap<>();
  private final Map<String, List<OnnxMl.NodeProto>> readers = new HashMap<>();

  /**
   * Reads a graph.
   *
   * @param model content of an ONNX file
   * @throws IllegalArgumentException if it is not a graph or has no convolutions
   */
  public Int8Graph(byte[] model) {
    try {
      this.model = OnnxMl.ModelProto.parseFrom(model);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "graph: expected an ONNX model, found " + e.getMessage(), e);
    }
    OnnxMl.GraphProto graph = this.model.getGraph();
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      node.getInputList()
          .forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
    }
    if (maps().isEmpty()) {
      throw new IllegalArgumentException("graph: expected convolutions, found none");
    }
  }

  /** Names of the tensors that become integers, in the order in which they are computed. */
  public Set<String> maps() {
    Set<String> maps = new LinkedHashSet<>();
    Set<String> computed = new HashSet<>();
    for (OnnxMl.NodeProto node : model.getGraph().getNodeList()) {
      boolean convolves = node.getOpType().equals(CONVOLUTION);
      boolean continues =
          OF_MAPS.contains(node.getOpType()) && computed.containsAll(node.getInputList());
      if (convolves) {
        maps.add(node.getInput(0));
      }
      if (convolves || continues) {
        computed.add(node.getOutput(0));
        if (!isRectifiedNext(node)) {
          maps.add(node.getOutput(0));
        }
      }
    }
    return maps;
  }

  /**
   * Whether a node's result is read by a rectifier only, which the integers' range then replaces.
   */
  private boolean isRectifiedNext(OnnxMl.NodeProto node) {
    List<OnnxMl.NodeProto> reading = readers.getOrDefault(node.getOutput(0), List.of());
    return reading.size() == 1 && reading.get(0).getOpType().equals(RELU);
  }

  /** The same graph with {@link #maps} as additional outputs, for measuring their values. */
  public byte[] watched() {
    OnnxMl.GraphProto.Builder graph = model.getGraph().toBuilder();
    for (String map : maps()) {
      graph.addOutput(
          OnnxMl.ValueInfoProto.newBuilder()
              .setName(map)
              .setType(
                  OnnxMl.TypeProto.newBuilder()
                      .setTensorType(
                          OnnxMl.TypeProto.Tensor.newBuilder()
                              .setElemType(DataType.FLOAT.getNumber()))));
    }
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  /**
   * The graph with integers.
   *
   * @param ranges of all {@link #maps}
   */
  public byte[] write(Map<String, Range> ranges) {
    return new Writer(settled(ranges)).write();
  }

  /** A maximum has its input's range: it is computed on the integers. */
  private Map<String, Range> settled(Map<String, Range> ranges) {
    Map<String, Range> settled = new LinkedHashMap<>(ranges);
    for (OnnxMl.NodeProto node : model.getGraph().getNodeList()) {
      if (node.getOpType().equals(MAXIMUM) && settled.containsKey(node.getInput(0))) {
        settled.replace(node.getOutput(0), settled.get(node.getInput(0)));
      }
    }
    return settled;
  }

  /** Writes the new graph node by node. */
  private final class Writer {

    private final Map<String, Range> ranges;
    private final OnnxMl.GraphProto.Builder graph;
    private final Map<String, OnnxMl.TensorProto> kept = new TreeMap<>(constants);

    Writer(Map<String, Range> ranges) {
      this.ranges = ranges;
      this.graph = model.getGraph().toBuilder().clearNode().clearInitializer();
    }

    byte[] write() {
      model.getGraph().getInputList().forEach(input -> quantise(input.getName()));
      for (OnnxMl.NodeProto node : model.getGraph().getNodeList()) {
        OnnxMl.NodeProto.Builder changed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
          if (ranges.containsKey(node.getInput(i))) {
            changed.setInput(i, dequantised(node.getInput(i)));
          }
        }
        if (node.getOpType().equals(CONVOLUTION)) {
          convolution(node, changed);
        }
        graph.addNode(changed);
        quantise(node.getOutput(0));
      }
      kept.values().forEach(graph::addInitializer);
      return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private void quantise(String map) {
      if (!ranges.containsKey(map)) {
        return;
      }
      Range range = ranges.get(map);
      String scale = floats(map + ".scale", new float[] {range.scale()});
      String zero = bytes(map + ".zero", DataType.UINT8, new byte[] {(byte) range.zero()});
      String integers = map + ".uint8";
      node("QuantizeLinear", List.of(map, scale, zero), integers);
      node("DequantizeLinear", List.of(integers, scale, zero), dequantised(map));
    }

    private static String dequantised(String map) {
      return map + ".float";
    }

    private void convolution(OnnxMl.NodeProto node, OnnxMl.NodeProto.Builder changed) {
      String name = node.getInput(1);
      OnnxMl.TensorProto kernel = kept.remove(name);
      if (kernel == null) {
        throw new IllegalArgumentException(
            "%s: expected a constant kernel of its own, found '%s'"
                .formatted(node.getName(), name));
      }
      float[] weights = values(kernel);
      int channels = (int) kernel.getDims(0);
      int each = weights.length / channels;
      float[] scales = new float[channels];
      byte[] integers = new byte[weights.length];
      for (int c = 0; c < channels; c++) {
        float greatest = 0;
        for (int i = c * each; i < (c + 1) * each; i++) {
          greatest = Math.max(greatest, Math.abs(weights[i]));
        }
        scales[c] = greatest > 0 ? greatest / MAX_WEIGHT : 1;
        for (int i = c * each; i < (c + 1) * each; i++) {
          integers[i] = (byte) Math.round(weights[i] / scales[c]);
        }
      }
      kept.put(
          name + ".int8",
          tensor(name + ".int8", DataType.INT8, kernel.getDimsList(), ByteBuffer.wrap(integers)));
      String zeros = bytes(name + ".zero", DataType.INT8, new byte[channels]);
      String scale = floats(name + ".scale", scales);
      node("DequantizeLinear", List.of(name + ".int8", scale, zeros), name + ".float", FIRST_AXIS);
      changed.setInput(1, name + ".float");
      if (node.getInputCount() > 2) {
        changed.setInput(2, bias(node.getInput(2), ranges.get(node.getInput(0)).scale(), scales));
      }
    }

    /** A bias in the unit of the sums: the scale of the map times that of the kernel. */
    private String bias(String name, float mapScale, float[] kernelScales) {
      float[] values = values(kept.remove(name));
      float[] scales = new float[values.length];
      ByteBuffer integers = buffer(4 * values.length);
      for (int c = 0; c < values.length; c++) {
        scales[c] = mapScale * kernelScales[c];
        integers.putInt((int) Math.round((double) values[c] / scales[c]));
      }
      List<Long> shape = List.of((long) values.length);
      kept.put(name + ".int32", tensor(name + ".int32", DataType.INT32, shape, integers.flip()));
      kept.put(
          name + ".zero", tensor(name + ".zero", DataType.INT32, shape, buffer(4 * values.length)));
      String scale = floats(name + ".scale", scales);
      node(
          "DequantizeLinear",
          List.of(name + ".int32", scale, name + ".zero"),
          name + ".float",
          FIRST_AXIS);
      return name + ".float";
    }

    private void node(
        String operator, List<String> inputs, String output, Attribute... attributes) {
      graph.addNode(OnnxGraph.proto(operator, output, inputs, List.of(attributes)));
    }

    private String floats(String name, float[] values) {
      ByteBuffer bytes = buffer(4 * values.length);
      bytes.asFloatBuffer().put(values);
      return scalarOrRow(name, DataType.FLOAT, values.length, bytes);
    }

    private String bytes(String name, DataType type, byte[] values) {
      return scalarOrRow(name, type, values.length, ByteBuffer.wrap(values));
    }

    private String scalarOrRow(String name, DataType type, int length, ByteBuffer bytes) {
      List<Long> shape = length == 1 ? List.of() : List.of((long) length);
      kept.put(name, tensor(name, type, shape, bytes));
      return name;
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static OnnxMl.TensorProto tensor(
      String name, DataType type, List<Long> shape, ByteBuffer bytes) {
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.getNumber())
        .addAllDims(shape)
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private static float[] values(OnnxMl.TensorProto tensor) {
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
