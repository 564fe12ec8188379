package io.affectstream.export.onnx;

import ai.onnx.proto.OnnxMl;

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

  OnnxMl.AttributeProto proto() {
    return proto;
  }
}
