package io.affectstream.inference.face;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.FaceQuality;
import io.affectstream.features.vision.HaarFaceDetector;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Detector;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Detector, cropper and quality measure of one thread. Not thread-safe; holds native memory. */
final class FaceFinder implements AutoCloseable {

  private final FaceConfig config;
  private final FaceDetector detector;
  private final FaceCropper cropper;
  private final FaceQuality quality;

  FaceFinder(ModelBundle bundle, FaceConfig config) {
    this.config = config;
    Manifest.Face face = bundle.manifest().face();
    this.detector = detector(bundle);
    this.cropper = new FaceCropper(face.input(), face.crop());
    this.quality = new FaceQuality();
  }

  private static FaceDetector detector(ModelBundle bundle) {
    Detector detector = bundle.manifest().detector();
    if (detector == null) {
      return new HaarFaceDetector();
    }
    return switch (detector.kind()) {
      case "yunet" ->
          new YuNetFaceDetector(
              bundle.file(detector.file()),
              detector.scoreThreshold(),
              detector.nmsThreshold(),
              detector.maxSide());
      default -> throw new IllegalStateException("unverified bundle: " + detector.kind());
    };
  }

  /** The faces to be analysed, largest first. */
  List<FoundFace> find(Mat bgr) {
    return config.selection().selectDetected(detector.detect(bgr), config.maxFaces()).stream()
        .map(face -> cut(bgr, face))
        .toList();
  }

  private FoundFace cut(Mat bgr, DetectedFace face) {
    float[] crop = new float[cropper.rowLength()];
    cropper.crop(bgr, face, FloatBuffer.wrap(crop));
    return new FoundFace(face, quality.score(bgr, face.box()), crop);
  }

  @Override
  public void close() {
    try (detector;
        cropper) {
      quality.close();
    }
  }
}
