package io.affectstream.export.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;

/** Attribute of a node. */
public final class Attribute {

  private final OnnxMl.AttributeProto proto;

  private Attribute(OnnxMl.AttributeProto proto) {
    this.proto = proto;
  }

  /** An integer. */
  public static Attribute of(String name, long value) {
    return new Attribute(
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.INT)
            .setI(value)
            .build());
  }

  /** Integers. */
  public static Attribute of(String name, long[] values) {
    OnnxMl.AttributeProto.Builder builder =
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.INTS);
    for (long value : values) {
      builder.addInts(value);
    }
    return new Attribute(builder.build());
  }

  /** A number. */
  public static Attribute of(String name, float value) {
    return new Attribute(
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
            .setF(value)
            .build());
  }

  /** A text. */
  public static Attribute of(String name, String value) {
    return new Attribute(
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value))
            .build());
  }

  OnnxMl.AttributeProto proto() {
    return proto;
  }
}
