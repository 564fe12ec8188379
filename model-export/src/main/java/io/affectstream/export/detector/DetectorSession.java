package io.affectstream.export.detector;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** An exported face detector in ONNX Runtime, on one thread, as in the product. */
public final class DetectorSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession.SessionOptions options;
  private final OrtSession session;

  /**
   * Opens a graph.
   *
   * @param model content of the ONNX file
   * @throws OrtException if the graph cannot run
   */
  public DetectorSession(byte[] model) throws OrtException {
    options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = environment.createSession(model, options);
  }

  /**
   * Every output by name, row-major.
   *
   * @param images {@code [rows, 1, height, width]}, 0..255
   * @param rows number of images
   * @param height multiple of 32
   * @param width multiple of 32
   * @throws OrtException if the graph fails
   */
  public Map<String, float[]> run(float[] images, int rows, int height, int width)
      throws OrtException {
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(images), new long[] {rows, 1, height, width});
        OrtSession.Result result = session.run(Map.of(FaceDetectorGraph.INPUT, input))) {
      Map<String, float[]> outputs = new HashMap<>();
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        outputs.put(output.getKey(), values);
      }
      return outputs;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
