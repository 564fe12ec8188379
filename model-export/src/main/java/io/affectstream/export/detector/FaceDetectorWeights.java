package io.affectstream.export.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.ParameterList;
import ai.onnx.proto.OnnxMl;
import io.affectstream.training.blocks.ConvUnit;
import io.affectstream.training.blocks.FaceDetectorNet;
import io.affectstream.training.blocks.FoldedConvolution;
import io.affectstream.training.blocks.SeparableUnit;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the weights of a graph that {@link FaceDetectorGraph} wrote back into a network, in the
 * order in which they were written, so that a training can start from a shipped model. The
 * normalisation was folded into the convolutions: it becomes the identity.
 */
public final class FaceDetectorWeights {

  private static final String KERNEL = ".kernel";
  private static final String BIAS = ".bias";

  private final Path file;
  private final Iterator<OnnxMl.TensorProto> tensors;

  private FaceDetectorWeights(Path file, List<OnnxMl.TensorProto> tensors) {
    this.file = file;
    this.tensors = tensors.iterator();
  }

  /**
   * Copies the weights of a model file into an initialised network of its shape.
   *
   * @param file ONNX file of a detector
   * @throws IOException if the file cannot be read or is no ONNX model
   * @throws IllegalArgumentException if the graph has another shape than the network
   */
  public static void load(Path file, FaceDetectorNet net) throws IOException {
    List<OnnxMl.TensorProto> tensors = new ArrayList<>();
    for (OnnxMl.TensorProto tensor :
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList()) {
      if (tensor.getName().endsWith(KERNEL) || tensor.getName().endsWith(BIAS)) {
        tensors.add(tensor);
      }
    }
    new FaceDetectorWeights(file, tensors).load(net);
  }

  private void load(FaceDetectorNet net) {
    unit(net.stem(), 1 / FaceDetectorNet.PIXEL_SCALE);
    net.stages().forEach(stage -> stage.forEach(this::separable));
    for (int level = FaceDetectorNet.STRIDES.size() - 1; level >= 0; level--) {
      unit(net.laterals().get(level), 1);
      separable(net.merged().get(level));
      separable(net.heads().get(level));
      prediction(net.predictions().get(level).getParameters());
    }
    if (tensors.hasNext()) {
      throw mismatch("no further weights", "'" + tensors.next().getName() + "'");
    }
  }

  private void separable(SeparableUnit unit) {
    unit.loadDepthwise(next(KERNEL, unit.depthwise().length));
    unit(unit.pointwise(), 1);
  }

  private void unit(ConvUnit unit, float scale) {
    FoldedConvolution present = unit.folded();
    float[] kernel = next(KERNEL, present.kernel().length);
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] *= scale;
    }
    float[] bias = next(BIAS, present.bias().length);
    unit.load(new FoldedConvolution(kernel, bias, present.shape()));
  }

  private void prediction(ParameterList parameters) {
    NDArray weight = parameters.get("weight").getArray();
    NDArray bias = parameters.get("bias").getArray();
    weight.set(next(KERNEL, (int) weight.size()));
    bias.set(next(BIAS, (int) bias.size()));
  }

  private float[] next(String suffix, int length) {
    String expected = "a tensor '*%s' of %d values".formatted(suffix, length);
    if (!tensors.hasNext()) {
      throw mismatch(expected, "the end");
    }
    OnnxMl.TensorProto tensor = tensors.next();
    FloatBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    if (!tensor.getName().endsWith(suffix) || values.remaining() != length) {
      throw mismatch(expected, "'%s' of %d".formatted(tensor.getName(), values.remaining()));
    }
    float[] copy = new float[length];
    values.get(copy);
    return copy;
  }

  private IllegalArgumentException mismatch(String expected, String found) {
    return new IllegalArgumentException(
        "%s: expected %s, found %s; start from a detector of the shape that is trained"
            .formatted(file, expected, found));
  }
}
