package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.affectstream.features.testing.TestClips;
import java.io.IOException;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaceQualityTest {

  private final FaceQuality quality = new FaceQuality();

  @AfterEach
  void close() {
    quality.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bbaf2n.mpg", "swiz3n.mpg", "id2_vcd_swwp2s.mpg"})
  void blurAndDownscalingLowerIt(String clip) throws IOException {
    try (YuNetFaceDetector detector = new YuNetFaceDetector(Images.yunet(), 0.6f, 0.3f, 320);
        Mat frame = TestClips.frames(clip, 100).get(0)) {
      FaceBox box = detector.detect(frame).get(0).box();
      float last = quality.score(frame, box);
      assertThat(last).isBetween(0.3f, 1f);
      for (double sigma : new double[] {1, 2, 4}) {
        float blurred = quality.score(blurred(frame, sigma), box);
        assertThat(blurred).isLessThan(0.95f * last);
        last = blurred;
      }
      last = quality.score(frame, box);
      for (int factor : new int[] {2, 4, 8}) {
        FaceBox smaller =
            new FaceBox(
                box.x() / factor, box.y() / factor, box.width() / factor, box.height() / factor);
        float reduced = quality.score(reduced(frame, factor), smaller);
        assertThat(reduced).isLessThan(0.95f * last);
        last = reduced;
      }
    }
  }

  @Test
  void aFlatFaceHasNone() {
    try (Mat flat = new Mat(80, 80, CV_8UC3, new Scalar(120))) {
      assertThat(quality.score(flat, new FaceBox(0, 0, 80, 80))).isZero();
    }
  }

  @Test
  void followsItsFormula() {
    byte[] stripes = new byte[64 * 64 * 3];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i / 3 % 64 / 2 % 2 == 0 ? 100 : 110);
    }
    try (Mat image = Images.of(64, 64, stripes)) {
      // Each pixel differs by 10 from one of its neighbours: the Laplacian is 10 or -10; its
      // reflection at the border adds 0 or changes the sign: the variance is 100 up to one column.
      assertThat(quality.score(image, new FaceBox(0, 0, 64, 64))).isBetween(0.48f, 0.52f);
    }
  }

  @Test
  void onlyTheVisiblePartCounts() {
    try (Mat image = Images.gradient(100, 100)) {
      float inside = quality.score(image, new FaceBox(0, 0, 40, 60));
      float reaching = quality.score(image, new FaceBox(-40, -30, 80, 90));
      assertThat(reaching).isEqualTo(inside);
      assertThat(quality.score(image, new FaceBox(500, 500, 50, 50))).isBetween(0f, 0.02f);
    }
  }

  private static Mat blurred(Mat image, double sigma) {
    Mat blurred = new Mat();
    GaussianBlur(image, blurred, new Size(0, 0), sigma);
    return blurred;
  }

  private static Mat reduced(Mat image, int factor) {
    Mat reduced = new Mat();
    Size size = new Size(image.cols() / factor, image.rows() / factor);
    resize(image, reduced, size, 0, 0, INTER_AREA);
    return reduced;
  }
}
