package io.affectstream.bench.where;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.FaceQuality;
import io.affectstream.features.vision.HaarFaceDetector;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.face.FaceConfig;
import io.affectstream.schemas.bundle.Manifest;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Detector, cropper and quality measure of a bundle, apart, so that each can be timed. */
final class FaceTools implements AutoCloseable {

  private final FaceConfig config;
  private final FaceDetector detector;
  private final FaceCropper cropper;
  private final FaceQuality quality = new FaceQuality();

  FaceTools(ModelBundle bundle, FaceConfig config) {
    Manifest manifest = bundle.manifest();
    this.config = config;
    this.detector = detector(bundle);
    this.cropper = new FaceCropper(manifest.face().input(), manifest.face().crop());
  }

  private static FaceDetector detector(ModelBundle bundle) {
    Manifest.Detector detector = bundle.manifest().detector();
    return detector == null
        ? new HaarFaceDetector()
        : new YuNetFaceDetector(
            bundle.file(detector.file()),
            detector.scoreThreshold(),
            detector.nmsThreshold(),
            detector.maxSide());
  }

  /** Finds the faces, then cuts them out, and notes the time of both. */
  void look(Mat picture, StageTimes times) {
    times.begin();
    List<DetectedFace> found = detector.detect(picture);
    times.lap(Stage.DETECT);
    for (DetectedFace face : config.selection().selectDetected(found, config.maxFaces())) {
      float[] row = new float[cropper.rowLength()];
      cropper.crop(picture, face, FloatBuffer.wrap(row));
      quality.score(picture, face.box());
    }
    times.lap(Stage.CROP);
  }

  @Override
  public void close() {
    try (detector;
        cropper) {
      quality.close();
    }
  }
}
