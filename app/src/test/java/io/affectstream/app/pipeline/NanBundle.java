package io.affectstream.app.pipeline;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Face;
import io.affectstream.schemas.bundle.Manifest.FileEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A bundle like the reference one whose graph returns Happiness for a dark face and NaN for a
 * bright one: {@code sqrt(LIMIT - mean) * 0 + answer}.
 */
final class NanBundle {

  /** Mean of the crop's values, 0 to 255, above which the result is NaN. */
  static final float LIMIT = 125;

  private static final String FILE = "nan.onnx";
  private static final float[] ANSWER = {0.1f, 0.4f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f};

  private NanBundle() {}

  static ModelBundle assemble(ModelBundle reference, Path work, Path out) throws Exception {
    Manifest manifest = reference.manifest();
    String detector = manifest.detector().file();
    Path graph = Files.write(work.resolve(FILE), graph(manifest));
    Path yunet = Files.write(work.resolve("detector.onnx"), reference.file(detector));
    Face face = manifest.face();
    Manifest draft =
        new Manifest(
            Manifest.FORMAT,
            "nan",
            "Answers NaN for bright faces.",
            manifest.licence(),
            Map.of(
                FILE,
                new FileEntry(null, 0, "Apache-2.0", "test"),
                detector,
                manifest.files().get(detector)),
            manifest.grid(),
            manifest.detector(),
            new Face(FILE, face.input(), face.crop(), face.outputs()),
            null,
            null,
            null,
            manifest.heads(),
            manifest.provenance());
    return BundleAssembler.assemble(draft, Map.of(FILE, graph, detector, yunet), out);
  }

  private static byte[] graph(Manifest manifest) {
    String output = manifest.heads().expression().output();
    String input = manifest.face().input().name();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("nan")
            .addInput(
                value(
                    input,
                    -1,
                    3,
                    manifest.face().input().height(),
                    manifest.face().input().width()))
            .addOutput(value(output, -1, ANSWER.length))
            .addInitializer(constant("limit", LIMIT))
            .addInitializer(constant("zero", 0))
            .addInitializer(constant("answer", ANSWER))
            .addNode(
                node("ReduceMean", "mean", input)
                    .addAttribute(integers("axes", 1L, 2L, 3L))
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("keepdims")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(0)))
            .addNode(node("Sub", "below", "limit", "mean"))
            .addNode(node("Sqrt", "root", "below"))
            .addNode(node("Mul", "nothing", "root", "zero"))
            .addNode(node("Unsqueeze", "column", "nothing", "axis"))
            .addInitializer(
                TensorProto.newBuilder()
                    .setName("axis")
                    .setDataType(TensorProto.DataType.INT64.getNumber())
                    .addDims(1)
                    .addInt64Data(1))
            .addNode(node("Add", output, "column", "answer"));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("affectstream tests")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto.Builder node(String operator, String out, String... in) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(out)
        .addAllInput(List.of(in))
        .addOutput(out);
  }

  private static AttributeProto integers(String name, Long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(List.of(values))
        .build();
  }

  private static TensorProto constant(String name, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  private static ValueInfoProto value(String name, int... axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis : axes) {
      TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
      if (axis < 0) {
        dimension.setDimParam("batch");
      } else {
        dimension.setDimValue(axis);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
