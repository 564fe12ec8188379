package io.affectstream.training.teacher;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * The teacher: MediaPipe's face landmarks (478 points) and blendshapes (52 scores). Not
 * thread-safe.
 */
public final class FaceMesh implements AutoCloseable {

  /** Rows and columns of the crop. */
  public static final int SIDE = 256;

  /** Points of the mesh. */
  public static final int POINTS = 478;

  private static final String LANDMARKS_FILE = "face_landmarks_478_256.onnx";
  private static final String BLENDSHAPES_FILE = "face_blendshapes.onnx";
  private static final String POINTS_INPUT = "serving_default_input_points:0";
  private static final String SCORES_OUTPUT = "StatefulPartitionedCall:0";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession.SessionOptions options;
  private final OrtSession landmarks;
  private final OrtSession blendshapes;
  private final BlendshapeInfo info;

  /**
   * Opens the two graphs.
   *
   * @param folder folder of the graphs and {@code blendshape_info.json}
   * @throws OrtException if a graph cannot be opened
   */
  public FaceMesh(Path folder, BlendshapeInfo info) throws OrtException {
    this.info = info;
    options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    landmarks = environment.createSession(folder.resolve(LANDMARKS_FILE).toString(), options);
    blendshapes = environment.createSession(folder.resolve(BLENDSHAPES_FILE).toString(), options);
  }

  /**
   * A face found in a crop.
   *
   * @param points x and y in crop pixels, {@code [478 * 2]}
   * @param presence logit of the presence of a face
   */
  public record Mesh(float[] points, float presence) {}

  /**
   * Runs the landmarks graph.
   *
   * @param rgb {@code [256, 256, 3]} in [0, 1]
   */
  public Mesh mesh(float[] rgb) throws OrtException {
    long[] shape = {1, SIDE, SIDE, 3};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(rgb), shape);
        OrtSession.Result result = landmarks.run(Map.of("input", input))) {
      float[] xyz = values(result, "landmarks");
      float[] points = new float[POINTS * 2];
      for (int i = 0; i < POINTS; i++) {
        points[2 * i] = xyz[3 * i];
        points[2 * i + 1] = xyz[3 * i + 1];
      }
      return new Mesh(points, values(result, "face_presence_logit")[0]);
    }
  }

  /** Runs the blendshapes graph: 52 scores in [0, 1] in the order of {@link BlendshapeInfo}. */
  public float[] blendshapes(Mesh mesh) throws OrtException {
    float[] subset = new float[info.subset().length * 2];
    for (int i = 0; i < info.subset().length; i++) {
      subset[2 * i] = mesh.points()[2 * info.subset()[i]];
      subset[2 * i + 1] = mesh.points()[2 * info.subset()[i] + 1];
    }
    long[] shape = {1, info.subset().length, 2};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(subset), shape);
        OrtSession.Result result = blendshapes.run(Map.of(POINTS_INPUT, input))) {
      return values(result, SCORES_OUTPUT);
    }
  }

  private static float[] values(OrtSession.Result result, String name) {
    OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() throws OrtException {
    blendshapes.close();
    landmarks.close();
    options.close();
  }
}
