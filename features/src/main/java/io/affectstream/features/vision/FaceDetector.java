package io.affectstream.features.vision;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds faces in a picture. Not thread-safe; holds native memory until closed. */
public interface FaceDetector extends AutoCloseable {

  /**
   * All faces, largest first.
   *
   * @param picture 8-bit picture of any size, BGR, or grey where {@link #readsGrey}; not modified
   */
  List<DetectedFace> detect(Mat picture);

  /**
   * Finds a face again that a neighbouring frame showed, looking only at and around its place and
   * near its size: a small fraction of the cost of {@link #detect}. The box is that of {@link
   * #detect}, but for the grid the detector samples the picture with.
   *
   * @param picture as for {@link #detect}
   * @param known the face in the other frame
   * @return empty if there is no face there
   */
  Optional<DetectedFace> detectNear(Mat picture, DetectedFace known);

  /** Whether grey pictures will do. */
  boolean readsGrey();

  /** Shorter side of the smallest face that is found, as a share of the picture's longer side. */
  double leastFace();

  @Override
  void close();
}
