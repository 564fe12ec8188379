package io.affectstream.export.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import io.affectstream.training.blocks.FaceDetectorNet;
import java.util.Map;
import java.util.TreeMap;

/** Difference between the training framework and the exported detector. */
public final class DetectorParity {

  private DetectorParity() {}

  /**
   * Maximum absolute difference over maximum absolute value, by output; scores over 1, their range.
   *
   * @param net in the training framework
   * @param session the exported graph
   * @param images {@code [rows, 1, height, width]}, 0..255
   * @throws OrtException if the graph fails
   */
  public static Map<String, Double> relative(
      FaceDetectorNet net, DetectorSession session, float[] images, int rows, int height, int width)
      throws OrtException {
    Map<String, float[]> found = session.run(images, rows, height, width);
    Map<String, Double> differences = new TreeMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray input = manager.create(images, new Shape(rows, 1, height, width));
      NDList outputs = net.forward(new ParameterStore(manager, false), new NDList(input), false);
      for (int level = 0; level < outputs.size(); level++) {
        NDArray values = outputs.get(level);
        int stride = FaceDetectorNet.STRIDES.get(level);
        float[] score = values.get(new NDIndex(":, :, 0")).toFloatArray();
        for (int i = 0; i < score.length; i++) {
          score[i] = (float) (1 / (1 + Math.exp(-score[i])));
        }
        compare(FaceDetectorGraph.SCORE + stride, score, found, 1, differences);
        float[] box = values.get(new NDIndex(":, :, 1:5")).toFloatArray();
        compare(FaceDetectorGraph.BOX + stride, box, found, 0, differences);
        float[] points = values.get(new NDIndex(":, :, 5:15")).toFloatArray();
        compare(FaceDetectorGraph.POINTS + stride, points, found, 0, differences);
      }
    }
    return differences;
  }

  private static void compare(
      String name,
      float[] expected,
      Map<String, float[]> outputs,
      double range,
      Map<String, Double> into) {
    float[] found = outputs.get(name);
    if (found == null || found.length != expected.length) {
      throw new IllegalStateException(
          "output '%s': expected %d values, found %s"
              .formatted(name, expected.length, found == null ? "none" : found.length));
    }
    double greatest = range;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      difference = Math.max(difference, Math.abs(expected[i] - found[i]));
      greatest = Math.max(greatest, Math.abs(expected[i]));
    }
    into.put(name, difference / greatest);
  }
}
