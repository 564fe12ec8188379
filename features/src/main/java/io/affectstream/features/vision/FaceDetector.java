package io.affectstream.features.vision;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds faces in a picture. Not thread-safe; holds native memory until closed. */
public interface FaceDetector extends AutoCloseable {

  /**
   * All faces, largest first.
   *
   * @param bgr 8-bit, 3-channel picture of any size; not modified
   */
  List<DetectedFace> detect(Mat bgr);

  @Override
  void close();
}
