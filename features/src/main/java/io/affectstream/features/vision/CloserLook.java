package io.affectstream.features.vision;

import io.affectstream.features.vision.WindowSearch.View;
import io.affectstream.schemas.bundle.Manifest;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Scores a face that a search found a second time, upright and at the size for which the net was
 * trained: the mean over its window, the mirrored window and a wider one. What merely resembles a
 * face (letters, ornaments, folds) rarely does so in all three. Not thread-safe.
 */
final class CloserLook implements AutoCloseable {

  private static final float WIDER = 1.4f;

  /** Scores below this count as 0. */
  private static final float MIN_SCORE = 0.02f;

  private final WindowSearch windows;

  /**
   * @param spec detector of kind {@code grid}
   * @param net closed with this
   */
  CloserLook(Manifest.Detector spec, GridNet net) {
    this.windows = new WindowSearch(spec, net);
  }

  /**
   * The mean score; a view in which the face is not found counts as 0.
   *
   * @param image BGR or grey; not modified
   * @param face in pixels of the image
   */
  float score(Mat image, DetectedFace face) {
    FaceWindow own = FaceWindow.of(face);
    List<Optional<DetectedFace>> found =
        windows.find(
            image,
            List.of(
                new View(face, own, false),
                new View(face, own, true),
                new View(face, own.wider(WIDER), false)),
            MIN_SCORE);
    float sum = 0;
    for (Optional<DetectedFace> view : found) {
      sum += view.map(DetectedFace::score).orElse(0f);
    }
    return sum / found.size();
  }

  @Override
  public void close() {
    windows.close();
  }
}
