package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.flip;

import io.affectstream.schemas.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Searches faces in their windows, all faces of an image in one run of a net. Not thread-safe. */
final class WindowSearch implements AutoCloseable {

  /** Overlap (IoU) with the searched face below which a result is another face. */
  private static final float SAME_FACE = 0.2f;

  private static final int AROUND_VERTICAL = 1;

  private final int side;
  private final GridImages windows;
  private final GridCandidates candidates;
  private final AffineSampler sampler;
  private final GreyImage grey = new GreyImage();
  private final Mat window = new Mat();

  /**
   * @param spec detector of kind {@code grid}
   * @param net closed with this search
   */
  WindowSearch(Manifest.Detector spec, GridNet net) {
    this.side = spec.grid().window();
    this.windows = new GridImages(net);
    this.candidates = new GridCandidates(spec.nmsThreshold());
    this.sampler = new AffineSampler(side, side, BORDER_CONSTANT);
  }

  /**
   * A face and the window in which it is searched.
   *
   * @param face in pixels of the image
   * @param window part of the image
   * @param mirrored whether the net sees the window mirrored
   */
  record View(DetectedFace face, FaceWindow window, boolean mirrored) {}

  /**
   * Searches faces.
   *
   * @param image BGR or grey; not modified
   * @param sought faces and windows
   * @param threshold min score
   * @return one element per view: the face in its window with the largest overlap with the searched
   *     one
   */
  List<Optional<DetectedFace>> find(Mat image, List<View> sought, float threshold) {
    if (sought.isEmpty()) {
      return List.of();
    }
    windows.shape(GridImages.Shape.square(sought.size(), side));
    for (int i = 0; i < sought.size(); i++) {
      sampler.sample(image, sought.get(i).window().map(side), window);
      if (sought.get(i).mirrored()) {
        flip(window, window, AROUND_VERTICAL);
      }
      grey.of(window).convertTo(windows.image(i), CV_32F);
    }
    List<GridNet.Level> levels = windows.run();
    List<Optional<DetectedFace>> found = new ArrayList<>(sought.size());
    for (int i = 0; i < sought.size(); i++) {
      found.add(
          nearest(candidates.read(levels, i, windows.shape(), threshold), sought.get(i), image));
    }
    return found;
  }

  private Optional<DetectedFace> nearest(List<DetectedFace> inWindow, View sought, Mat image) {
    Optional<DetectedFace> best = Optional.empty();
    float overlap = SAME_FACE;
    for (DetectedFace found : inWindow) {
      DetectedFace upright = sought.mirrored() ? found.mirrored(side) : found;
      DetectedFace face = sought.window().toImage(upright, side);
      float iou = face.box().iou(sought.face().box());
      if (iou > overlap && face.box().shownBy(image.cols(), image.rows())) {
        best = Optional.of(face);
        overlap = iou;
      }
    }
    return best;
  }

  @Override
  public void close() {
    try (windows) {
      sampler.close();
      grey.close();
      window.close();
    }
  }
}
