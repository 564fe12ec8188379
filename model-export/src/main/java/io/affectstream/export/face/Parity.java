package io.affectstream.export.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import java.util.Map;
import java.util.TreeMap;

/** Difference between the training framework and the exported graph. */
public final class Parity {

  private static final Map<String, Output> OUTPUTS =
      Map.of(
          FaceEncoderGraph.POOLED, Output.POOLED,
          FaceEncoderGraph.TOKENS, Output.TOKENS,
          FaceEncoderGraph.EXPRESSION, Output.EXPRESSION,
          FaceEncoderGraph.ACTION_UNITS, Output.ACTION_UNITS,
          FaceEncoderGraph.EMBEDDING, Output.EMBEDDING);

  private Parity() {}

  /**
   * Maximum absolute difference over maximum absolute value, by output. The expression excludes the
   * classes at {@link Encoder#UNTRAINED_LOGIT}, whose magnitude would hide a difference.
   *
   * @param encoder in the training framework
   * @param session the exported graph
   * @param faces {@code [rows, channels, side, side]} in [0, 1]
   */
  public static Map<String, Double> relative(
      Encoder encoder, FaceGraphSession session, float[] faces, int rows) throws OrtException {
    int side = encoder.config().side();
    Map<String, Double> differences = new TreeMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      int channels = encoder.config().channels();
      NDArray input = manager.create(faces, new Shape(rows, channels, side, side));
      NDList outputs =
          encoder.forward(new ParameterStore(manager, false), new NDList(input), false);
      for (Map.Entry<String, Output> output : OUTPUTS.entrySet()) {
        float[] expected = outputs.get(output.getValue().index()).toFloatArray();
        float[] found = session.run(faces, rows, output.getKey());
        differences.put(output.getKey(), relative(expected, found));
      }
    }
    return differences;
  }

  private static double relative(float[] expected, float[] found) {
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      difference = Math.max(difference, Math.abs(expected[i] - found[i]));
      if (expected[i] > Encoder.UNTRAINED_LOGIT / 2) {
        greatest = Math.max(greatest, Math.abs(expected[i]));
      }
    }
    return difference / greatest;
  }
}
