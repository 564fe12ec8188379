package io.affectstream.export.face;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import ai.onnx.proto.OnnxMl;
import io.affectstream.training.blocks.ConvUnit;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.FoldedConvolution;
import io.affectstream.training.blocks.ResidualUnit;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the weights of a graph that {@link FaceEncoderGraph} wrote back into a compact encoder, so
 * that a training can start from a shipped model. The normalisation was folded into the
 * convolutions: it becomes the identity. Temperature and priors stay in the expression head.
 */
public final class FaceEncoderWeights {

  private final Path file;
  private final Map<String, float[]> tensors;
  private int convolutions;
  private int gated;

  private FaceEncoderWeights(Path file, Map<String, float[]> tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  /**
   * Copies the weights of a model file into an initialised encoder of its shape.
   *
   * @param file ONNX file of an encoder
   * @throws IOException if the file cannot be read or is no ONNX model
   * @throws IllegalArgumentException if the graph has another shape than the encoder
   */
  public static void load(Path file, Encoder encoder) throws IOException {
    if (!(encoder instanceof FaceEncoder compact)) {
      throw new IllegalArgumentException(
          "%s: expected the network face-encoder to start from a graph, found another"
              .formatted(file));
    }
    Map<String, float[]> tensors = new HashMap<>();
    for (OnnxMl.TensorProto tensor :
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList()) {
      if (tensor.getDataType() == OnnxMl.TensorProto.DataType.FLOAT_VALUE) {
        tensors.put(tensor.getName(), values(tensor));
      }
    }
    new FaceEncoderWeights(file, tensors).load(compact);
  }

  private static float[] values(OnnxMl.TensorProto tensor) {
    FloatBuffer buffer =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private void load(FaceEncoder encoder) {
    unit(encoder.stem());
    for (ResidualUnit unit : encoder.units()) {
      unit(unit.first());
      unit(unit.second());
      unit.gates()
          .ifPresent(
              gates -> {
                String prefix = "gates" + gated++;
                linear(prefix + ".reduce", gates.reduce());
                linear(prefix + ".expand", gates.expand());
              });
      unit.projection().ifPresent(this::unit);
    }
    linear(FaceEncoderGraph.EXPRESSION, encoder.head(Output.EXPRESSION));
    linear(FaceEncoderGraph.ACTION_UNITS, encoder.head(Output.ACTION_UNITS));
    linear(FaceEncoderGraph.EMBEDDING, encoder.head(Output.EMBEDDING));
  }

  private void unit(ConvUnit unit) {
    String prefix = "conv" + convolutions++;
    FoldedConvolution present = unit.folded();
    float[] kernel = tensor(prefix + ".kernel", present.kernel().length);
    float[] bias = tensor(prefix + ".bias", present.bias().length);
    unit.load(new FoldedConvolution(kernel, bias, present.shape()));
  }

  private void linear(String name, Linear layer) {
    NDArray weight = layer.getParameters().get("weight").getArray();
    NDArray bias = layer.getParameters().get("bias").getArray();
    weight.set(tensor(name + ".weight", (int) weight.size()));
    bias.set(tensor(name + ".bias", (int) bias.size()));
  }

  private float[] tensor(String name, int length) {
    float[] values = tensors.get(name);
    if (values == null || values.length != length) {
      throw new IllegalArgumentException(
          "%s: expected a tensor '%s' of %d values, found %s; start from an encoder of the shape that is trained"
              .formatted(file, name, length, values == null ? "none" : values.length));
    }
    return values;
  }
}
