package io.affectstream.export.detector;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import io.affectstream.training.blocks.FaceDetectorNet;
import io.affectstream.training.blocks.FaceDetectorNetConfig;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.detector.DetectorTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Exports a trained face detector and compares it with the training framework. */
public final class ExportDetector {

  /** Maximum relative difference of an output. */
  public static final double TOLERANCE = 1e-4;

  private static final int[][] SHAPES = {{1, 256, 320}, {3, 96, 96}, {2, 64, 160}};

  private ExportDetector() {}

  /**
   * Exports.
   *
   * @param checkpoint the network's weights
   * @param out file to write
   * @return maximum relative difference by output, over several shapes
   * @throws IOException if a file cannot be read or written
   * @throws OrtException if the graph fails
   * @throws IllegalStateException if the graph differs from the training framework
   */
  public static Map<String, Double> export(Path checkpoint, Path out)
      throws IOException, OrtException {
    try (NDManager manager = NDManager.newBaseManager()) {
      FaceDetectorNet net = DetectorTrainer.initialised(FaceDetectorNetConfig.shipped(), manager);
      Checkpoint.read(checkpoint).restore(net);
      byte[] model = FaceDetectorGraph.write(net);
      Map<String, Double> differences = differences(net, model);
      differences.forEach(
          (output, difference) -> {
            if (!(difference <= TOLERANCE)) {
              throw new IllegalStateException(
                  "output '%s': expected a relative difference of at most %s, found %s"
                      .formatted(output, TOLERANCE, difference));
            }
          });
      Files.write(out, model);
      return differences;
    }
  }

  private static Map<String, Double> differences(FaceDetectorNet net, byte[] model)
      throws OrtException {
    Map<String, Double> all = new TreeMap<>();
    Random random = new Random(1);
    try (DetectorSession session = new DetectorSession(model)) {
      for (int[] shape : SHAPES) {
        float[] images = new float[shape[0] * shape[1] * shape[2]];
        for (int i = 0; i < images.length; i++) {
          images[i] = random.nextInt(256);
        }
        DetectorParity.relative(net, session, images, shape[0], shape[1], shape[2])
            .forEach((name, difference) -> all.merge(name, difference, Math::max));
      }
    }
    return all;
  }
}
