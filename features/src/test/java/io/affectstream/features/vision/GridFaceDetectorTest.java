package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;

import io.affectstream.schemas.bundle.DetectorKind;
import io.affectstream.schemas.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Geometry and decisions, with a net that finds bright ellipses exactly. */
final class GridFaceDetectorTest {

  private static final Manifest.Detector SPEC =
      new Manifest.Detector(
          DetectorKind.GRID,
          "d.onnx",
          0.7f,
          0.4f,
          320,
          new Manifest.Grid("image", new int[] {8}, "s", "b", "p", 16, 96, 0.5f, 0.8f));

  private final List<BlobNet> nets = new ArrayList<>();
  private final GridFaceDetector detector =
      new GridFaceDetector(
          SPEC,
          () -> {
            nets.add(new BlobNet());
            return nets.get(nets.size() - 1);
          });

  @AfterEach
  void close() {
    detector.close();
  }

  private static Mat image(int width, int height, int type) {
    return new Mat(height, width, type, new Scalar(20, 20, 20, 0));
  }

  /** An image with an ellipse in each box, of that brightness. */
  private static Mat image(int width, int height, int brightness, FaceBox... boxes) {
    Mat image = image(width, height, CV_8UC1);
    for (FaceBox box : boxes) {
      paint(image, brightness, box);
    }
    return image;
  }

  private static void paint(Mat image, int brightness, FaceBox box) {
    try (Point middle =
            new Point((int) (box.x() + box.width() / 2), (int) (box.y() + box.height() / 2));
        Size axes = new Size((int) box.width() / 2, (int) box.height() / 2);
        Scalar colour = new Scalar(brightness, brightness, brightness, 0)) {
      ellipse(image, middle, axes, 0, 0, 360, colour, -1, 8, 0);
    }
  }

  private static FollowedFace known(float x, float y, float width, float height) {
    return FollowedFace.of(new DetectedFace(new FaceBox(x, y, width, height), 1, new float[0]));
  }

  private static void assertNear(FaceBox found, FaceBox expected, float pixels) {
    assertThat(found.x()).isCloseTo(expected.x(), within(pixels));
    assertThat(found.y()).isCloseTo(expected.y(), within(pixels));
    assertThat(found.width()).isCloseTo(expected.width(), within(2 * pixels));
    assertThat(found.height()).isCloseTo(expected.height(), within(2 * pixels));
  }

  @Test
  void aSmallImageIsSearchedAtItsSizePaddedToTheStride() {
    FaceBox box = new FaceBox(60, 30, 40, 50);
    try (Mat image = image(150, 121, 255, box)) {
      List<DetectedFace> faces = detector.detect(image);
      assertThat(nets.get(0).shapes).containsExactly("1x128x152");
      assertThat(faces).hasSize(1);
      assertNear(faces.get(0).box(), box, 1.5f);
      assertThat(faces.get(0).score()).isEqualTo(1);
    }
  }

  @Test
  void aLargeImageIsSearchedReducedAndFoundInItsOwnPixels() {
    FaceBox large = new FaceBox(300, 200, 240, 300);
    FaceBox small = new FaceBox(1200, 600, 120, 120);
    try (Mat image = image(1600, 900, 255, small, large)) {
      List<DetectedFace> faces = detector.detect(image);
      assertThat(nets.get(0).shapes).containsExactly("1x184x320");
      assertThat(faces).hasSize(2);
      assertNear(faces.get(0).box(), large, 8);
      assertNear(faces.get(1).box(), small, 8);
      assertThat(faces.get(1).landmarks()[4]).as("nose").isCloseTo(1260, within(8f));
    }
  }

  @Test
  void aKnownFaceIsMeasuredInItsWindowWhereverItMovedWithin() {
    FaceBox box = new FaceBox(430, 300, 160, 200);
    try (Mat image = image(1600, 900, 255, box)) {
      List<Optional<DetectedFace>> again =
          detector.follow(image, List.of(known(400, 320, 170, 190)));
      assertThat(nets.get(1).shapes).containsExactly("1x96x96");
      assertThat(nets.get(0).runs).as("searches").isZero();
      assertNear(again.get(0).orElseThrow().box(), box, 4);
    }
  }

  @Test
  void allKnownFacesOfAnImageShareARunAndKeepTheirOrder() {
    FaceBox left = new FaceBox(40, 50, 60, 70);
    FaceBox right = new FaceBox(220, 60, 40, 50);
    try (Mat image = image(320, 240, 255, left, right)) {
      List<Optional<DetectedFace>> again =
          detector.follow(
              image,
              List.of(known(218, 62, 40, 50), known(150, 150, 40, 40), known(42, 50, 60, 70)));
      assertThat(nets.get(1).shapes).containsExactly("3x96x96");
      assertThat(nets.get(1).runs).isEqualTo(1);
      assertNear(again.get(0).orElseThrow().box(), right, 2);
      assertThat(again.get(1)).isEmpty();
      assertNear(again.get(2).orElseThrow().box(), left, 2);
    }
  }

  @Test
  void aFaceElsewhereInTheWindowIsAnother() {
    try (Mat image = image(320, 240, 255, new FaceBox(136, 100, 40, 40))) {
      assertThat(detector.follow(image, List.of(known(100, 100, 40, 40))).get(0)).isEmpty();
    }
  }

  @Test
  void aKnownFaceStaysAtAScoreThatASearchWouldNotTake() {
    FaceBox box = new FaceBox(100, 100, 40, 40);
    try (Mat doubtful = image(320, 240, 150, box);
        Mat dark = image(320, 240, 120, box)) {
      List<FollowedFace> known = List.of(known(100, 100, 40, 40));
      assertThat(detector.detect(doubtful)).isEmpty();
      assertThat(detector.follow(doubtful, known).get(0)).isPresent();
      assertThat(detector.follow(dark, known).get(0)).isEmpty();
    }
  }

  @Test
  void aFaceCountsIfACloserLookBringsItsMeanToTheThreshold() {
    FaceBox box = new FaceBox(100, 100, 40, 40);
    try (Mat below = image(320, 240, 170, box);
        Mat above = image(320, 240, 190, box);
        Mat clear = image(320, 240, 250, box)) {
      nets.get(2).gain = 1.2f;
      assertThat(detector.detect(below).get(0).score()).isCloseTo(1.1f * 170 / 255, within(1e-2f));
      assertThat(nets.get(2).shapes).as("window, mirrored, wider").containsExactly("3x96x96");
      nets.get(2).gain = 0.8f;
      assertThat(detector.detect(above)).isEmpty();
      assertThat(detector.detect(clear)).hasSize(1);
      nets.get(2).gain = 0.2f;
      assertThat(detector.detect(clear)).as("whatever its first score").isEmpty();
    }
  }

  @Test
  void aFaceThatAgreesWithAFollowedOneIsNotExamined() {
    FaceBox followed = new FaceBox(100, 100, 40, 40);
    FaceBox other = new FaceBox(200, 100, 40, 40);
    try (Mat image = image(320, 240, 190, followed, other)) {
      assertThat(detector.detect(image)).hasSize(2);
      assertThat(nets.get(2).runs).isEqualTo(2);
      List<DetectedFace> beside = detector.detect(image, List.of(known(102, 100, 40, 40).face()));
      assertThat(nets.get(2).runs).isEqualTo(3);
      assertThat(beside).hasSize(1);
      assertNear(beside.get(0).box(), other, 2);
      assertThat(detector.detect(image, List.of(known(115, 100, 40, 40).face())))
          .as("a followed face that has slipped is corrected")
          .hasSize(2);
    }
  }

  @Test
  void smallFacesAreSearchedAtTwiceTheSizeInSmallImagesToo() {
    FaceBox small = new FaceBox(900, 450, 80, 90);
    FaceBox large = new FaceBox(200, 200, 400, 420);
    try (Mat image = image(1280, 720, 255, small, large);
        Mat tiny = image(160, 120, 255, new FaceBox(50, 40, 20, 20))) {
      List<DetectedFace> faces = detector.detectSmall(image, List.of());
      assertThat(nets.get(3).shapes).containsExactly("1x360x640");
      assertThat(faces).as("the large one is for the other search").hasSize(1);
      assertNear(faces.get(0).box(), small, 3);
      assertThat(detector.detectSmall(tiny, List.of())).hasSize(1);
      assertThat(nets.get(3).shapes).containsExactly("1x360x640", "1x240x320");
      assertThat(nets.get(0).runs).as("searches at the usual size").isZero();
    }
  }

  @Test
  void aSmallFaceNeedsAHigherScoreAndIsNoPartOfAKnownOne() {
    FaceBox box = new FaceBox(100, 100, 30, 30);
    try (Mat clear = image(320, 240, 230, box);
        Mat doubtful = image(320, 240, 190, box)) {
      assertThat(detector.detectSmall(clear, List.of())).hasSize(1);
      assertThat(detector.detectSmall(clear, List.of(known(80, 80, 90, 90).face()))).isEmpty();
      assertThat(detector.detectSmall(doubtful, List.of())).isEmpty();
      assertThat(detector.detect(doubtful)).as("at the usual size").hasSize(1);
    }
  }

  @Test
  void aFaceWithinALargerOneIsAPartOfIt() {
    FaceBox face = new FaceBox(60, 40, 160, 170);
    FaceBox nose = new FaceBox(120, 100, 30, 40);
    try (Mat image = image(320, 240, 255, face)) {
      paint(image, 20, new FaceBox(80, 60, 120, 130));
      paint(image, 255, nose);
      List<DetectedFace> faces = detector.detect(image);
      assertThat(faces).hasSize(1);
      assertNear(faces.get(0).box(), face, 2);
      assertThat(detector.detectSmall(image, List.of())).as("by itself").hasSize(1);
    }
  }

  @Test
  void aMirroredFaceExchangesRightAndLeft() {
    float[] points = {10, 20, 30, 21, 18, 30, 12, 40, 28, 41};
    DetectedFace face = new DetectedFace(new FaceBox(5, 10, 40, 45), 0.5f, points);
    DetectedFace mirrored = face.mirrored(100);
    assertThat(mirrored.box()).isEqualTo(new FaceBox(55, 10, 40, 45));
    assertThat(mirrored.landmarks()).containsExactly(70, 21, 90, 20, 82, 30, 72, 41, 88, 40);
    assertThat(mirrored.mirrored(100)).usingRecursiveComparison().isEqualTo(face);
  }

  @Test
  void colourAndGreyGiveTheSame() {
    FaceBox box = new FaceBox(100, 80, 60, 70);
    try (Mat grey = image(360, 288, 255, box);
        Mat colour = image(360, 288, CV_8UC3)) {
      paint(colour, 255, box);
      List<DetectedFace> faces = detector.detect(grey);
      assertThat(faces).hasSize(1);
      assertThat(detector.detect(colour)).usingRecursiveComparison().isEqualTo(faces);
      List<FollowedFace> known = faces.stream().map(FollowedFace::of).toList();
      assertThat(detector.follow(colour, known))
          .usingRecursiveComparison()
          .isEqualTo(detector.follow(grey, known));
    }
  }

  @Test
  void whatAnotherImageLeftInThePaddingIsGone() {
    try (Mat high = image(320, 184, 255, new FaceBox(100, 140, 40, 44));
        Mat low = image(320, 179, CV_8UC1)) {
      assertThat(detector.detect(high)).hasSize(1);
      assertThat(detector.detect(low)).as("same padded size").isEmpty();
      assertThat(nets.get(0).shapes).containsExactly("1x184x320", "1x184x320");
    }
  }

  @Test
  void anUnchangedSizeTakesNoNewMemory() {
    try (Mat image = image(320, 240, 255, new FaceBox(100, 100, 40, 40))) {
      List<FollowedFace> known = List.of(known(100, 100, 40, 40));
      for (int i = 0; i < 3; i++) {
        assertThat(detector.detect(image)).hasSize(1);
        assertThat(detector.follow(image, known).get(0)).isPresent();
      }
      assertThat(nets.get(0).shapes).hasSize(1);
      assertThat(nets.get(1).shapes).hasSize(1);
    }
  }

  @Test
  void toleratesImagesOfAnyShapeAndWindowsOutsideOfThem() {
    for (int[] size : new int[][] {{1, 1}, {3, 500}, {2000, 2}, {31, 33}}) {
      try (Mat flat = image(size[0], size[1], CV_8UC3)) {
        assertThat(detector.detect(flat)).isEmpty();
        for (float x : new float[] {-5000, 0, 5000}) {
          assertThat(detector.follow(flat, List.of(known(x, 0, 40, 40))).get(0)).isEmpty();
        }
      }
    }
  }

  @Test
  void nothingKnownIsNothingToFollow() {
    try (Mat image = image(320, 240, CV_8UC1)) {
      assertThat(detector.follow(image, List.of())).isEmpty();
      assertThat(nets.get(1).runs).isZero();
    }
  }

  @Test
  void saysWhatItNeedsOfAnImage() {
    assertThat(detector.readsGrey()).isTrue();
    assertThat(detector.minFace()).isEqualTo(16 / 320.0);
  }
}
