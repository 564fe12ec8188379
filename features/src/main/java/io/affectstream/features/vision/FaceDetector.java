package io.affectstream.features.vision;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds faces in an image. Not thread-safe; holds native memory until closed. */
public interface FaceDetector extends AutoCloseable {

  /**
   * All faces, largest first.
   *
   * @param image 8-bit image of any size, BGR, or grey where {@link #readsGrey}; not modified
   */
  default List<DetectedFace> detect(Mat image) {
    return detect(image, List.of());
  }

  /**
   * All faces, largest first, besides those that were followed into the image. A face that agrees
   * with a followed one ({@link FaceFollower#agree}) may be missing or have a score of its own: it
   * is not examined further.
   *
   * @param image as for {@link #detect(Mat)}
   * @param followed faces of the image found by {@link #follow}
   */
  List<DetectedFace> detect(Mat image, List<DetectedFace> followed);

  /**
   * Faces that are too small for {@link #detect}, largest first, besides the known ones: a search
   * at twice its scale and four times its cost.
   *
   * @param image as for {@link #detect}
   * @param known faces of the image found so far; a face on one of them is not returned
   */
  List<DetectedFace> detectSmall(Mat image, List<DetectedFace> known);

  /**
   * Finds the faces of the previous frame again, near their position and size only: a small
   * fraction of the cost of {@link #detect}.
   *
   * @param image as for {@link #detect}
   * @param known the faces of the previous frame
   * @return one element per known face, in the same order; empty where the face is gone
   */
  List<Optional<DetectedFace>> follow(Mat image, List<FollowedFace> known);

  /** Whether the detector accepts grey images. */
  boolean readsGrey();

  /** Shorter side of the smallest face that is found, as a share of the image's longer side. */
  double minFace();

  @Override
  void close();
}
