package io.affectstream.models.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.detector.GreyImage;
import java.util.List;

/** A detector under test. */
public interface FaceSearch extends AutoCloseable {

  /** Faces of an image, best first. */
  List<DetectedFace> faces(GreyImage image);

  @Override
  void close();
}
