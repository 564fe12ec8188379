package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import io.affectstream.schemas.bundle.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Faces by a {@link GridNet}, with five landmarks each. The whole image is searched scaled down to
 * {@code maxSide}. A face with a score near the threshold, on either side, is scored a second time
 * in its window, upright and at the size for which the net was trained, and is accepted if the mean
 * of both scores reaches the threshold; not where it agrees with a followed face. Known faces are
 * searched in their windows only.
 *
 * <p>Not thread-safe.
 */
public final class GridFaceDetector implements FaceDetector {

  /** Minimum score for a second look, as a share of the threshold. */
  private static final float DOUBTFUL = 0.6f;

  /** Margin above the threshold from which no second look is needed. */
  private static final float CERTAINTY = 0.15f;

  /** Maximum number of second looks per image, best candidates first. */
  private static final int MAX_DOUBTS = 16;

  private final Manifest.Detector spec;
  private final int stride;
  private final GridImages whole;
  private final GridCandidates candidates;
  private final WindowSearch known;
  private final WindowSearch doubtful;
  private final GreyImage grey = new GreyImage();
  private final Mat small = new Mat();

  /**
   * A detector.
   *
   * @param spec detector of kind {@code grid}
   * @param nets returns a new net for each call; closed with this detector
   */
  public GridFaceDetector(Manifest.Detector spec, Supplier<GridNet> nets) {
    OpenCv.ready();
    this.spec = spec;
    this.stride = Arrays.stream(spec.grid().strides()).max().orElseThrow();
    this.whole = new GridImages(nets.get());
    this.candidates = new GridCandidates(spec.nmsThreshold());
    this.known = new WindowSearch(spec, nets.get());
    this.doubtful = new WindowSearch(spec, nets.get());
  }

  @Override
  public List<DetectedFace> detect(Mat image, List<DetectedFace> followed) {
    List<DetectedFace> faces = new ArrayList<>();
    int doubts = 0;
    for (DetectedFace face : candidates(image)) {
      if (face.score() >= spec.scoreThreshold() + CERTAINTY) {
        faces.add(face);
      } else if (doubts < MAX_DOUBTS && !agreesWithOne(face, followed)) {
        doubts++;
        secondLook(image, face).ifPresent(faces::add);
      }
    }
    faces.sort(FaceOrder.LARGEST_FIRST);
    return faces;
  }

  private static boolean agreesWithOne(DetectedFace face, List<DetectedFace> followed) {
    for (DetectedFace other : followed) {
      if (FaceFollower.agree(face, other)) {
        return true;
      }
    }
    return false;
  }

  /** Faces of the scaled image in pixels of the image, including uncertain ones, best first. */
  private List<DetectedFace> candidates(Mat image) {
    DetectionScale scale = DetectionScale.of(image, spec.maxSide());
    Mat scaled = grey.of(scale.shrink(image, small));
    whole.shape(GridImages.Shape.padded(scaled.rows(), scaled.cols(), stride));
    scaled.convertTo(whole.image(0), CV_32F);
    List<DetectedFace> faces = new ArrayList<>();
    float threshold = DOUBTFUL * spec.scoreThreshold();
    for (DetectedFace face : candidates.read(whole.run(), 0, whole.shape(), threshold)) {
      DetectedFace found = face.scaled(scale.x(), scale.y());
      if (found.box().shownBy(image.cols(), image.rows())) {
        faces.add(found);
      }
    }
    return faces;
  }

  /** A face with the mean of both scores, if that reaches the threshold. */
  private Optional<DetectedFace> secondLook(Mat image, DetectedFace face) {
    float threshold = 2 * spec.scoreThreshold() - face.score();
    return doubtful
        .find(image, List.of(FollowedFace.of(face)), threshold)
        .get(0)
        .map(again -> face.scored((face.score() + again.score()) / 2));
  }

  @Override
  public List<Optional<DetectedFace>> follow(Mat image, List<FollowedFace> faces) {
    return known.find(image, faces, spec.grid().followThreshold());
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
        known;
        doubtful) {
      grey.close();
      small.close();
    }
  }
}
