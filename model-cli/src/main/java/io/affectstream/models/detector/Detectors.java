package io.affectstream.models.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.inference.bundle.BuiltInDetector;
import io.affectstream.inference.face.DetectorModel;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.InferenceException;
import io.affectstream.schemas.bundle.Manifest.Detector;
import io.affectstream.schemas.bundle.Manifest.Grid;
import io.affectstream.training.detector.GreyImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Opens detectors as the product runs them: ONNX files of this network, searched as the shipped one
 * is (closer looks and the search for small faces included), or of YuNet.
 */
public final class Detectors {

  private static final float YUNET_SCORE = 0.6f;
  private static final float YUNET_OVERLAP = 0.3f;
  private static final int PROBE = 64;

  private Detectors() {}

  /**
   * Opens a detector.
   *
   * @param name an ONNX file
   * @param threshold lowest score of a face of this network; the shipped detector's if absent
   * @throws IOException if the file cannot be read or is not a detector
   */
  public static FaceSearch open(String name, Optional<Float> threshold) throws IOException {
    byte[] model = Files.readAllBytes(Path.of(name));
    Detector spec = threshold.map(Detectors::shipped).orElseGet(BuiltInDetector::spec);
    DetectorModel opened = DetectorModel.grid(spec, model, DeviceConfig.cpu());
    FaceDetector detector = opened.detector();
    try (Mat probe = Mat.zeros(PROBE, PROBE, opencv_core.CV_8UC1).asMat()) {
      detector.detect(probe);
    } catch (InferenceException e) {
      detector.close();
      opened.close();
      return new Search(
          new YuNetFaceDetector(model, YUNET_SCORE, YUNET_OVERLAP, spec.maxSide()), () -> {});
    }
    return new Search(detector, opened::close);
  }

  /** The shipped detector with another threshold. */
  private static Detector shipped(float threshold) {
    Detector spec = BuiltInDetector.spec();
    Grid grid = spec.grid();
    return new Detector(
        spec.kind(),
        spec.file(),
        threshold,
        spec.nmsThreshold(),
        spec.maxSide(),
        new Grid(
            grid.input(),
            grid.strides(),
            grid.scores(),
            grid.boxes(),
            grid.points(),
            grid.minFace(),
            grid.window(),
            Math.min(grid.followThreshold(), threshold),
            Math.max(grid.smallThreshold(), threshold)));
  }

  /** A thorough search of single images. */
  private record Search(FaceDetector detector, Runnable model) implements FaceSearch {

    @Override
    public List<DetectedFace> faces(GreyImage image) {
      try (Mat grey = image.toMat();
          Mat colour = new Mat()) {
        if (!detector.readsGrey()) {
          opencv_imgproc.cvtColor(grey, colour, opencv_imgproc.COLOR_GRAY2BGR);
        }
        Mat seen = detector.readsGrey() ? grey : colour;
        List<DetectedFace> faces = new ArrayList<>(detector.detect(seen));
        faces.addAll(detector.detectSmall(seen, faces));
        faces.sort(Comparator.comparing(DetectedFace::score).reversed());
        return faces;
      }
    }

    @Override
    public void close() {
      detector.close();
      model.run();
    }
  }
}
