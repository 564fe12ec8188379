package io.affectstream.inference.face;

import io.affectstream.inference.onnx.BatchFunction;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import io.affectstream.schemas.bundle.TensorLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the per-face graph on a batch of crops. Requests are flattened crops in the format of the
 * image input; results are the used outputs by name. One instance per thread, because it owns the
 * tensors.
 */
final class FaceGraph implements BatchFunction<float[], Map<String, float[]>> {

  private final ImageInput image;
  private final OnnxSession session;
  private final Map<String, long[]> shapes;
  private final int minRows;
  private final NativeTensor input;
  private final Map<String, NativeTensor> outputs = new LinkedHashMap<>();

  /**
   * @param shapes outputs read, by name
   * @param minRows minimum number of rows from which the bits of a row do not depend on their
   *     number; smaller batches are padded
   */
  FaceGraph(ImageInput image, Map<String, long[]> shapes, OnnxSession session, int minRows) {
    this.minRows = minRows;
    this.image = image;
    this.session = session;
    this.shapes = shapes;
    this.input = NativeTensor.floats(image.name());
    shapes.keySet().forEach(name -> outputs.put(name, NativeTensor.floats(name)));
  }

  @Override
  public List<Map<String, float[]>> run(List<float[]> crops) {
    int rows = Math.max(minRows, crops.size());
    FloatBuffer pixels = shapeInput(rows).floats();
    for (int i = 0; i < rows; i++) {
      pixels.put(crops.get(Math.min(i, crops.size() - 1)));
    }
    outputs.forEach((name, tensor) -> tensor.shape(rows(shapes.get(name), rows)));
    session.run(List.of(input), List.copyOf(outputs.values()));
    List<Map<String, float[]>> answers = new ArrayList<>(crops.size());
    for (int i = 0; i < crops.size(); i++) {
      Map<String, float[]> answer = new HashMap<>();
      for (NativeTensor output : outputs.values()) {
        answer.put(output.name(), output.slice(i));
      }
      answers.add(answer);
    }
    return answers;
  }

  private NativeTensor shapeInput(int rows) {
    return image.layout() == TensorLayout.NHWC
        ? input.shape(rows, image.height(), image.width(), image.channels())
        : input.shape(rows, image.channels(), image.height(), image.width());
  }

  private static long[] rows(long[] shape, int rows) {
    long[] full = shape.clone();
    full[0] = rows;
    return full;
  }
}
