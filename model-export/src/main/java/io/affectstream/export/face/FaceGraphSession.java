package io.affectstream.export.face;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.metrics.Confusion;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The exported graph in ONNX Runtime, on one thread, as in the product. */
public final class FaceGraphSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession.SessionOptions options;
  private final OrtSession session;
  private final int channels;

  /**
   * Opens a graph.
   *
   * @param model content of the ONNX file
   */
  public FaceGraphSession(byte[] model) throws OrtException {
    options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = environment.createSession(model, options);
    TensorInfo input = (TensorInfo) session.getInputInfo().get(FaceEncoderGraph.INPUT).getInfo();
    channels = (int) input.getShape()[1];
  }

  /**
   * One tensor of the graph.
   *
   * @param faces {@code [rows, channels, side, side]} in [0, 1]
   * @param output its name
   * @return row-major values
   */
  public float[] run(float[] faces, int rows, String output) throws OrtException {
    try (OnnxTensor input = tensor(faces, rows);
        OrtSession.Result result = session.run(Map.of(FaceEncoderGraph.INPUT, input))) {
      return values(result, output);
    }
  }

  /**
   * Every image unmodified, resized to the graph's input, grey repeated over its channels.
   *
   * @param faces images
   * @param side rows and columns of that input
   * @param batch images per run
   */
  public FaceOutputs run(FaceImages faces, int side, int batch) throws OrtException {
    FaceOutputs all =
        new FaceOutputs(
            new float[faces.size()][], new float[faces.size()][], new float[faces.size()][]);
    for (int from = 0; from < faces.size(); from += batch) {
      int rows = Math.min(batch, faces.size() - from);
      float[] images = PlainFaces.of(faces, from, rows, side, channels);
      try (OnnxTensor input = tensor(images, rows);
          OrtSession.Result result = session.run(Map.of(FaceEncoderGraph.INPUT, input))) {
        split(values(result, FaceEncoderGraph.EXPRESSION), all.expression(), from, rows);
        split(values(result, FaceEncoderGraph.ACTION_UNITS), all.actionUnits(), from, rows);
        split(values(result, FaceEncoderGraph.EMBEDDING), all.embedding(), from, rows);
      }
    }
    return all;
  }

  /**
   * Several tensors of the graph for some unmodified images.
   *
   * @param faces images
   * @param from first of them
   * @param rows number of images
   * @param side rows and columns of the input
   * @param outputs names
   * @return row-major values by name
   */
  Map<String, float[]> run(
      FaceImages faces, int from, int rows, int side, Collection<String> outputs)
      throws OrtException {
    try (OnnxTensor input = tensor(PlainFaces.of(faces, from, rows, side, channels), rows);
        OrtSession.Result result =
            session.run(Map.of(FaceEncoderGraph.INPUT, input), Set.copyOf(outputs))) {
      Map<String, float[]> values = new HashMap<>();
      outputs.forEach(output -> values.put(output, values(result, output)));
      return values;
    }
  }

  /** Confusion of the expression head on every unmodified image. */
  public Confusion expressions(FaceImages faces, int side, int batch) throws OrtException {
    return run(faces, side, batch).expressions(faces.labels());
  }

  private OnnxTensor tensor(float[] faces, int rows) throws OrtException {
    long side = Math.round(Math.sqrt(faces.length / (double) (rows * channels)));
    return OnnxTensor.createTensor(
        environment, FloatBuffer.wrap(faces), new long[] {rows, channels, side, side});
  }

  private static float[] values(OrtSession.Result result, String name) {
    OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static void split(float[] values, float[][] into, int from, int rows) {
    int width = values.length / rows;
    for (int row = 0; row < rows; row++) {
      into[from + row] = java.util.Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
