package io.affectstream.features.vision;

import io.affectstream.schemas.bundle.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Faces by a {@link GridNet}, with five landmarks each. The whole image is searched scaled down to
 * {@code maxSide}, for small faces at twice that size. Each face that is found is scored once more
 * by a {@link CloserLook}; it is accepted if the mean of both scores reaches the threshold, which
 * is higher for small faces. Known faces are searched in their windows only.
 *
 * <p>Not thread-safe.
 */
public final class GridFaceDetector implements FaceDetector {

  /** Minimum score for a closer look, as a share of the threshold. */
  private static final float DOUBTFUL = 0.5f;

  /** Margin above the threshold from which a face is no longer doubtful. */
  private static final float CERTAINTY = 0.15f;

  /** Maximum number of doubtful faces examined per search, best first. */
  private static final int MAX_DOUBTS = 16;

  /** Maximum side of a small face, as a share of {@code maxSide}. */
  private static final float SMALL = 0.15f;

  /** Share of the smaller of two boxes within the other above which it is a part of it. */
  private static final float PART = 0.6f;

  private final Manifest.Detector spec;
  private final GridSearch whole;
  private final GridSearch enlarged;
  private final WindowSearch known;
  private final CloserLook closer;

  /**
   * A detector.
   *
   * @param spec detector of kind {@code grid}
   * @param nets returns a new net for each call; closed with this detector
   */
  public GridFaceDetector(Manifest.Detector spec, Supplier<GridNet> nets) {
    OpenCv.ready();
    int stride = Arrays.stream(spec.grid().strides()).max().orElseThrow();
    this.spec = spec;
    this.whole = new GridSearch(nets.get(), stride, spec.nmsThreshold());
    this.known = new WindowSearch(spec, nets.get());
    this.closer = new CloserLook(spec, nets.get());
    this.enlarged = new GridSearch(nets.get(), stride, spec.nmsThreshold());
  }

  @Override
  public List<DetectedFace> detect(Mat image, List<DetectedFace> followed) {
    DetectionScale scale = DetectionScale.of(image, spec.maxSide());
    return accepted(
        whole, image, scale, spec.scoreThreshold(), face -> !agreesWithOne(face, followed));
  }

  @Override
  public List<DetectedFace> detectSmall(Mat image, List<DetectedFace> others) {
    DetectionScale scale = DetectionScale.of(image, spec.maxSide());
    double largest = SMALL * spec.maxSide() * Math.sqrt(scale.x() * scale.y());
    return accepted(
        enlarged,
        image,
        scale.twice(),
        spec.grid().smallThreshold(),
        face -> face.box().area() <= largest * largest && !isPartOfOne(face, others));
  }

  private List<DetectedFace> accepted(
      GridSearch search,
      Mat image,
      DetectionScale scale,
      float threshold,
      Predicate<DetectedFace> wanted) {
    List<DetectedFace> faces = new ArrayList<>();
    int doubts = 0;
    for (DetectedFace face : search.faces(image, scale, DOUBTFUL * threshold)) {
      boolean doubtful = face.score() < threshold + CERTAINTY;
      if (!wanted.test(face) || (doubtful && ++doubts > MAX_DOUBTS)) {
        continue;
      }
      float mean = (face.score() + closer.score(image, face)) / 2;
      if (mean >= threshold) {
        faces.add(face.scored(mean));
      }
    }
    faces.sort(FaceOrder.LARGEST_FIRST);
    return complete(faces);
  }

  /** Without faces that are a part of a larger one, such as the mouth and nose of a large face. */
  private static List<DetectedFace> complete(List<DetectedFace> faces) {
    List<DetectedFace> complete = new ArrayList<>(faces.size());
    for (DetectedFace face : faces) {
      if (!isPartOfOne(face, complete)) {
        complete.add(face);
      }
    }
    return complete;
  }

  private static boolean agreesWithOne(DetectedFace face, List<DetectedFace> followed) {
    return followed.stream().anyMatch(other -> FaceFollower.agree(face, other));
  }

  private static boolean isPartOfOne(DetectedFace face, List<DetectedFace> others) {
    return others.stream().anyMatch(other -> face.box().shared(other.box()) > PART);
  }

  @Override
  public List<Optional<DetectedFace>> follow(Mat image, List<FollowedFace> faces) {
    List<WindowSearch.View> views =
        faces.stream()
            .map(face -> new WindowSearch.View(face.face(), face.window(), false))
            .toList();
    return known.find(image, views, spec.grid().followThreshold());
  }

  @Override
  public boolean readsGrey() {
    return true;
  }

  @Override
  public double minFace() {
    return (double) spec.grid().minFace() / spec.maxSide();
  }

  @Override
  public void close() {
    try (whole;
        enlarged;
        known) {
      closer.close();
    }
  }
}
