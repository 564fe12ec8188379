package io.affectstream.inference.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Writes a small ONNX graph, opset 17. Axes of -1 become open. */
public final class GraphBuilder {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  public GraphBuilder input(String name, long... shape) {
    graph.addInput(value(name, TensorProto.DataType.FLOAT, shape));
    return this;
  }

  public GraphBuilder longInput(String name, long... shape) {
    graph.addInput(value(name, TensorProto.DataType.INT64, shape));
    return this;
  }

  public GraphBuilder output(String name, long... shape) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
    return this;
  }

  public GraphBuilder constant(String name, long[] shape, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long axis : shape) {
      tensor.addDims(axis);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  public GraphBuilder longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  public GraphBuilder node(String operator, List<String> in, String out, AttributeProto... how) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(out)
            .addAllInput(in)
            .addOutput(out)
            .addAllAttribute(List.of(how)));
    return this;
  }

  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  public static AttributeProto integers(String name, Long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(List.of(values))
        .build();
  }

  public static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
        .build();
  }

  public byte[] build() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("affectstream tests")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, long[] shape) {
    TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
    for (int i = 0; i < shape.length; i++) {
      TensorShapeProto.Dimension.Builder axis = axes.addDimBuilder();
      if (shape[i] < 0) {
        axis.setDimParam(name + "_axis" + i);
      } else {
        axis.setDimValue(shape[i]);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(axes)))
        .build();
  }
}
