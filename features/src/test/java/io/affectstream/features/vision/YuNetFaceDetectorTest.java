package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.affectstream.features.testing.TestClips;
import java.io.IOException;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YuNetFaceDetectorTest {

  private YuNetFaceDetector detector;

  @BeforeEach
  void open() throws IOException {
    detector = new YuNetFaceDetector(Images.yunet(), 0.6f, 0.3f, 320);
  }

  @AfterEach
  void close() {
    if (detector != null) {
      detector.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbaf2n.mpg",
        "brbk7n.mpg",
        "lbax4n.mpg",
        "lrwp9a.mpg",
        "swiz3n.mpg",
        "id2_vcd_swwp2s.mpg"
      })
  void findsTheSpeakerInEveryFrame(String clip) throws IOException {
    List<Mat> frames = TestClips.frames(clip, 1);
    assertThat(frames).hasSize(75);
    for (Mat frame : frames) {
      List<DetectedFace> faces = detector.detect(frame);
      assertThat(faces).hasSize(1);
      assertThat(faces.get(0).score()).isBetween(0.85f, 1f);
      assertPlausible(faces.get(0));
      frame.close();
    }
  }

  @Test
  void findsNoFaceWhereThereIsNone() throws IOException {
    List<Mat> frames = TestClips.frames("pyfeat_no_face.mp4", 1);
    assertThat(frames).hasSize(95);
    for (Mat frame : frames) {
      assertThat(detector.detect(frame)).isEmpty();
      frame.close();
    }
  }

  @Test
  void noticesWhenTheFaceDisappears() throws IOException {
    List<Mat> frames = TestClips.frames("pyfeat_face_noface.mov", 1);
    List<Integer> counts = frames.stream().map(frame -> detector.detect(frame).size()).toList();
    frames.forEach(Mat::close);
    int last = counts.lastIndexOf(1);
    assertThat(counts.subList(0, last + 1)).hasSizeGreaterThan(60).containsOnly(1);
    assertThat(counts.subList(last + 1, counts.size())).hasSizeGreaterThan(90).containsOnly(0);
  }

  @Test
  void boxesAndLandmarksFollowTheImageWhateverItsSize() throws IOException {
    try (Mat frame = TestClips.frames("bbaf2n.mpg", 100).get(0);
        Mat large = new Mat();
        Size size = new Size(1440, 1152)) {
      resize(frame, large, size, 0, 0, INTER_CUBIC);
      DetectedFace here = detector.detect(frame).get(0);
      DetectedFace there = detector.detect(large).get(0);
      DetectedFace again = detector.detect(frame).get(0);
      assertThat(again).usingRecursiveComparison().isEqualTo(here);
      assertThat(there.box().x()).isCloseTo(4 * here.box().x(), within(12f));
      assertThat(there.box().y()).isCloseTo(4 * here.box().y(), within(12f));
      assertThat(there.box().width()).isCloseTo(4 * here.box().width(), within(20f));
      for (int i = 0; i < 10; i++) {
        assertThat(there.landmarks()[i]).isCloseTo(4 * here.landmarks()[i], within(12f));
      }
    }
  }

  @Test
  void findsBothOfTwoFacesTheLargestFirst() throws IOException {
    try (Mat left = TestClips.frames("lrwp9a.mpg", 100).get(0);
        Mat right = TestClips.frames("brbk7n.mpg", 100).get(0);
        Mat both = Images.beside(left, right)) {
      List<DetectedFace> faces = detector.detect(both);
      assertThat(faces).hasSize(2);
      assertThat(faces.get(0).box().area()).isGreaterThan(faces.get(1).box().area());
      assertThat(faces.stream().filter(face -> face.box().x() < 360)).hasSize(1);
      faces.forEach(YuNetFaceDetectorTest::assertPlausible);
    }
  }

  @Test
  void toleratesImagesOfAnyShape() {
    for (int[] size : new int[][] {{1, 1}, {3, 500}, {2000, 2}, {31, 33}}) {
      try (Mat flat = new Mat(size[1], size[0], CV_8UC3, new Scalar(90))) {
        assertThat(detector.detect(flat)).isEmpty();
      }
    }
  }

  @Test
  void refusesAModelOrSettingsItCannotUse() throws IOException {
    byte[] model = Images.yunet();
    assertRefused(new byte[] {1, 2, 3}, 0.6f, 320, "found 3 bytes it refuses");
    assertRefused(model, 0, 320, "scoreThreshold: expected a number in (0, 1], found 0.0");
    assertRefused(model, 0.6f, 8, "expected at least 32 pixels, found 8");
  }

  private static void assertRefused(byte[] model, float score, int side, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new YuNetFaceDetector(model, score, 0.3f, side))
        .withMessageContaining(message);
  }

  /** The subject's right is on the left of the image; eyes above nose above mouth; all inside. */
  private static void assertPlausible(DetectedFace face) {
    float[] p = face.landmarks();
    FaceBox box = face.box();
    assertThat(p).hasSize(10);
    assertThat(p[0]).isLessThan(p[2]).isBetween(box.x(), box.x() + box.width());
    assertThat(p[6]).isLessThan(p[8]);
    assertThat(p[5]).isGreaterThan(Math.max(p[1], p[3]));
    assertThat(p[5]).isLessThan(Math.min(p[7], p[9]));
    assertThat(p[7]).isBetween(box.y(), box.y() + box.height());
  }
}
