package io.affectstream.inference.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.hconcat;

import io.affectstream.features.testing.TestClips;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.FollowedFace;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.inference.testing.TinyDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detector of a bundle, and the built-in one on real images. */
final class DetectorModelTest {

  private static DetectorModel builtIn() {
    return DetectorModel.builtIn(DeviceConfig.cpu());
  }

  /** A dark grey image with a white square. */
  private static Mat square(int width, int height, int x, int y, int side) {
    Mat image = new Mat(height, width, CV_8UC1, new Scalar(10));
    try (Rect place = new Rect(x, y, side, side);
        Mat part = image.apply(place);
        Mat white = new Mat(side, side, CV_8UC1, new Scalar(255))) {
      white.copyTo(part);
    }
    return image;
  }

  @Test
  void theDetectorOfABundleServes(@TempDir Path folder) throws Exception {
    ModelBundle bundle =
        ModelBundle.open(
            TestBundle.write(
                folder.resolve("b"), TestBundle.withDetector(), TestBundle.graphsWithDetector()));
    try (DetectorModel model = DetectorModel.open(bundle, DeviceConfig.cpu());
        FaceDetector detector = model.detector();
        Mat image = square(1280, 960, 256, 128, 64)) {
      List<DetectedFace> faces = detector.detect(image);
      assertThat(faces).hasSize(1);
      DetectedFace face = faces.get(0);
      assertThat(face.box()).isEqualTo(new FaceBox(256, 128, 64, 64));
      assertThat(face.score()).as("mean with a closer look").isBetween(0.9f, 1f);
      for (int i = 0; i < 10; i++) {
        float corner = i % 2 == 0 ? 256 : 128;
        assertThat(face.landmarks()[i])
            .isCloseTo(corner + 64 * TinyDetector.points()[i], within(1e-3f));
      }
      assertThat(detector.follow(image, List.of(FollowedFace.of(face))).get(0)).isPresent();
    }
  }

  @Test
  void aFaceAloneAndInCompanyIsTheSameToTheBit() throws IOException {
    List<Mat> left = TestClips.frames("lrwp9a.mpg", 75);
    List<Mat> right = TestClips.frames("brbk7n.mpg", 75);
    try (DetectorModel model = builtIn();
        FaceDetector detector = model.detector();
        FaceDetector other = model.detector();
        Mat both = new Mat()) {
      hconcat(left.get(0), right.get(0), both);
      List<FollowedFace> known = detector.detect(both).stream().map(FollowedFace::of).toList();
      assertThat(known).hasSize(2);
      List<Optional<DetectedFace>> together = detector.follow(both, known);
      for (int i = 0; i < 2; i++) {
        assertThat(other.follow(both, known.subList(i, i + 1)).get(0))
            .usingRecursiveComparison()
            .isEqualTo(together.get(i));
      }
    } finally {
      left.forEach(Mat::close);
      right.forEach(Mat::close);
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
    try (DetectorModel model = builtIn();
        FaceDetector detector = model.detector()) {
      for (Mat frame : frames) {
        List<DetectedFace> faces = detector.detect(frame);
        assertThat(faces).hasSize(1);
        assertPlausible(faces.get(0));
      }
    } finally {
      frames.forEach(Mat::close);
    }
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

  @Test
  void findsNoFaceWhereThereIsNone() throws IOException {
    List<Mat> frames = TestClips.frames("pyfeat_no_face.mp4", 1);
    assertThat(frames).hasSize(95);
    try (DetectorModel model = builtIn();
        FaceDetector detector = model.detector()) {
      assertThat(frames).allSatisfy(frame -> assertThat(detector.detect(frame)).isEmpty());
    } finally {
      frames.forEach(Mat::close);
    }
  }

  @Test
  void noticesWhenTheFaceDisappears() throws IOException {
    List<Mat> frames = TestClips.frames("pyfeat_face_noface.mov", 1);
    List<Integer> counts = new ArrayList<>();
    try (DetectorModel model = builtIn();
        FaceDetector detector = model.detector()) {
      frames.forEach(frame -> counts.add(detector.detect(frame).size()));
    } finally {
      frames.forEach(Mat::close);
    }
    int last = counts.lastIndexOf(1);
    assertThat(counts.subList(0, last + 1)).hasSizeGreaterThan(60).containsOnly(1);
    assertThat(counts.subList(last + 1, counts.size())).hasSizeGreaterThan(90).containsOnly(0);
  }

  @Test
  void findsNothingInNoise() {
    try (DetectorModel model = builtIn();
        FaceDetector detector = model.detector()) {
      for (int[] size : new int[][] {{1, 1}, {3, 500}, {2000, 2}, {31, 33}, {320, 240}}) {
        byte[] pixels = new byte[size[0] * size[1] * 3];
        new Random(5).nextBytes(pixels);
        try (Mat noise = new Mat(size[1], size[0], CV_8UC3)) {
          noise.data().put(pixels);
          assertThat(detector.detect(noise)).isEmpty();
        }
      }
    }
  }
}
