package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HaarFaceDetectorTest {

  private final HaarFaceDetector detector = new HaarFaceDetector();

  @AfterEach
  void close() {
    detector.close();
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
  void findsTheSpeakerWhereYuNetDoes(String clip) throws IOException {
    try (YuNetFaceDetector reference = new YuNetFaceDetector(Pictures.yunet(), 0.6f, 0.3f, 320)) {
      for (Mat frame : Pictures.frames(clip, 5)) {
        List<DetectedFace> faces = detector.detect(frame);
        assertThat(faces).hasSize(1);
        DetectedFace face = faces.get(0);
        assertThat(face.score()).isBetween(0.5f, 1f);
        assertThat(face.landmarks()).isEmpty();
        assertThat(face.box().iou(reference.detect(frame).get(0).box())).isGreaterThan(0.4f);
        frame.close();
      }
    }
  }

  @Test
  void findsNoFaceWhereThereIsNone() throws IOException {
    List<Mat> frames = Pictures.frames("pyfeat_no_face.mp4", 1);
    assertThat(frames).hasSize(95);
    for (Mat frame : frames) {
      assertThat(detector.detect(frame)).isEmpty();
      frame.close();
    }
  }

  @Test
  void findsBothOfTwoFacesTheLargestFirst() throws IOException {
    try (Mat left = Pictures.frames("lrwp9a.mpg", 100).get(0);
        Mat right = Pictures.frames("brbk7n.mpg", 100).get(0);
        Mat both = Pictures.beside(left, right)) {
      List<DetectedFace> faces = detector.detect(both);
      assertThat(faces).hasSize(2);
      assertThat(faces.get(0).box().area()).isGreaterThanOrEqualTo(faces.get(1).box().area());
      assertThat(faces.stream().filter(face -> face.box().x() < 360)).hasSize(1);
    }
  }

  @Test
  void findsMostFacesOfFer2013AndNoneInTheirShuffledPixels() throws IOException {
    int found = 0;
    List<Mat> faces = Pictures.fer2013(10);
    assertThat(faces).hasSize(70);
    for (Mat face : faces) {
      try (Mat staged = Pictures.staged(face, 120)) {
        found += detector.detect(staged).isEmpty() ? 0 : 1;
        byte[] pixels = Pictures.bytes(staged);
        byte[] shuffled = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i += 3) {
          System.arraycopy(pixels, i * 7919 % pixels.length, shuffled, i, 3);
        }
        try (Mat texture = Pictures.of(staged.cols(), staged.rows(), shuffled)) {
          assertThat(detector.detect(texture)).isEmpty();
        }
      }
      face.close();
    }
    assertThat(found).isGreaterThanOrEqualTo(42);
  }

  @Test
  void toleratesPicturesOfAnyShape() {
    for (int[] size : new int[][] {{1, 1}, {3, 500}, {2000, 2}, {31, 33}}) {
      byte[] pixels = new byte[size[0] * size[1] * 3];
      new Random(5).nextBytes(pixels);
      try (Mat noise = Pictures.of(size[0], size[1], pixels)) {
        assertThat(detector.detect(noise)).isEmpty();
      }
    }
  }

  @Test
  void refusesAScaleAtWhichNoFaceFits() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new HaarFaceDetector(20))
        .withMessageContaining("expected at least 24 pixels, found 20");
  }
}
