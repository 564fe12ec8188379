package io.affectstream.models.detector;

import ai.onnxruntime.OrtException;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.training.detector.GreyImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Opens detectors: ONNX files of this network or of YuNet. */
public final class Detectors {

  private static final float YUNET_SCORE = 0.6f;
  private static final float YUNET_OVERLAP = 0.3f;
  private static final int MAX_SIDE = 320;

  private Detectors() {}

  /**
   * Opens a detector.
   *
   * @param name an ONNX file
   * @param threshold lowest score of a face of this network
   * @throws IOException if the file cannot be read or is not a detector
   */
  public static FaceSearch open(String name, float threshold) throws IOException {
    byte[] model = Files.readAllBytes(Path.of(name));
    try {
      return new OnnxSearch(model, threshold);
    } catch (OrtException | IllegalArgumentException e) {
      return of(new YuNetFaceDetector(model, YUNET_SCORE, YUNET_OVERLAP, MAX_SIDE));
    }
  }

  private static FaceSearch of(FaceDetector detector) {
    return new FaceSearch() {
      @Override
      public List<DetectedFace> faces(GreyImage image) {
        try (Mat grey = image.toMat();
            Mat colour = new Mat()) {
          if (!detector.readsGrey()) {
            opencv_imgproc.cvtColor(grey, colour, opencv_imgproc.COLOR_GRAY2BGR);
          }
          return detector.detect(detector.readsGrey() ? grey : colour).stream()
              .sorted(Comparator.comparing(DetectedFace::score).reversed())
              .toList();
        }
      }

      @Override
      public void close() {
        detector.close();
      }
    };
  }
}
