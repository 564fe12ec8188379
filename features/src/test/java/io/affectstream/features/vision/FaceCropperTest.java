package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.affectstream.features.testing.TestClips;
import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.CropAlignment;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.TensorLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

final class FaceCropperTest {

  private static final float[] TEMPLATE = {
    0.34f, 0.46f, 0.66f, 0.46f, 0.5f, 0.64f, 0.37f, 0.82f, 0.63f, 0.82f
  };
  private static final Manifest.Crop ALIGNED =
      new Manifest.Crop(CropAlignment.SIMILARITY, 0, TEMPLATE);
  private static final Manifest.Crop BOXED = new Manifest.Crop(CropAlignment.BOX, 0, null);

  @Test
  void aBoxWithoutMarginIsExactlyOpenCvsResize() {
    try (Mat image = Images.gradient(200, 150);
        Rect part = new Rect(31, 22, 70, 90);
        Mat view = image.apply(part);
        Mat expected = new Mat();
        Size size = new Size(48, 64)) {
      resize(view, expected, size);
      float[] row = crop(plain(48, 64), BOXED, image, face(31.7f, 22.2f, 70.9f, 90.4f));
      assertThat(row).isEqualTo(numbers(Images.bytes(expected)));
    }
  }

  @Test
  void aMarginGrowsEverySideByAShareOfTheLonger() {
    try (Mat image = Images.gradient(200, 150);
        Rect part = new Rect(50 - 20, 40 - 20, 60 + 40, 80 + 40);
        Mat view = image.apply(part);
        Mat expected = new Mat();
        Size size = new Size(56, 56)) {
      resize(view, expected, size);
      float[] row =
          crop(
              plain(56, 56),
              new Manifest.Crop(CropAlignment.BOX, 0.25f, null),
              image,
              face(50, 40, 60, 80));
      assertThat(row).isEqualTo(numbers(Images.bytes(expected)));
    }
  }

  @Test
  void whatLiesOutsideTheImageRepeatsItsBorder() {
    try (Mat image = Images.gradient(40, 30)) {
      float[] row = crop(plain(20, 20), BOXED, image, face(-10, -10, 20, 20));
      byte[] pixels = Images.bytes(image);
      assertThat(pixel(row, 20, 0, 0)).isEqualTo(pixel(pixels, 40, 0, 0));
      assertThat(pixel(row, 20, 4, 9)).isEqualTo(pixel(pixels, 40, 0, 0));
      assertThat(pixel(row, 20, 13, 15)).isEqualTo(pixel(pixels, 40, 3, 5));
      assertThat(pixel(row, 20, 13, 2)).isEqualTo(pixel(pixels, 40, 3, 0));
      float[] beyond = crop(plain(8, 8), BOXED, image, face(100, 100, 20, 20));
      for (int i = 0; i < 64; i++) {
        assertThat(pixel(beyond, 8, i % 8, i / 8)).isEqualTo(pixel(pixels, 40, 39, 29));
      }
    }
  }

  @Test
  void landmarksOnTheTemplateGiveTheSamePixels() {
    try (Mat image = Images.gradient(64, 64)) {
      float[] row = crop(plain(64, 64), ALIGNED, image, face(placed(64, 1, 0, 0, 0)));
      assertThat(row).isEqualTo(numbers(Images.bytes(image)));
    }
  }

  @Test
  void aRotatedShiftedAndScaledFaceIsBroughtUpright() {
    double angle = Math.toRadians(30);
    double a = 1.5 * Math.cos(angle);
    double b = 1.5 * Math.sin(angle);
    double tx = 110;
    double ty = 40;
    try (Mat image = Images.gradient(256, 256)) {
      float[] row = crop(plain(64, 64), ALIGNED, image, face(placed(64, a, b, tx, ty)));
      for (int[] at : new int[][] {{5, 5}, {32, 32}, {60, 10}, {12, 58}}) {
        double x = a * at[0] - b * at[1] + tx;
        double y = b * at[0] + a * at[1] + ty;
        float[] pixel = pixel(row, 64, at[0], at[1]);
        assertThat((double) pixel[0]).isCloseTo(x, within(1.5));
        assertThat((double) pixel[1]).isCloseTo(y, within(1.5));
      }
    }
  }

  @Test
  void noisyLandmarksAreFittedByLeastSquares() {
    double[] from = {10, 20, 60, 22, 33, 50, 15, 80, 55, 85};
    double[] to = {3, 4, 30, 2, 18, 22, 7, 41, 28, 39};
    AffineMap best = AffineMap.similarity(from, to);
    double least = error(best, from, to);
    for (double d : new double[] {-0.01, 0.01}) {
      assertThat(least).isLessThan(error(similar(best, d, 0, 0, 0), from, to));
      assertThat(least).isLessThan(error(similar(best, 0, d, 0, 0), from, to));
      assertThat(least).isLessThan(error(similar(best, 0, 0, d, 0), from, to));
      assertThat(least).isLessThan(error(similar(best, 0, 0, 0, d), from, to));
    }
  }

  @Test
  void aRealFaceLandsOnTheTemplate() throws IOException {
    try (YuNetFaceDetector detector = new YuNetFaceDetector(Images.yunet(), 0.6f, 0.3f, 320);
        Mat frame = TestClips.frames("lbax4n.mpg", 100).get(0)) {
      float[] row = crop(plain(160, 160), ALIGNED, frame, detector.detect(frame).get(0));
      byte[] pixels = new byte[row.length];
      for (int i = 0; i < row.length; i++) {
        pixels[i] = (byte) (int) row[i];
      }
      try (Mat aligned = Images.of(160, 160, pixels)) {
        float[] landmarks = detector.detect(aligned).get(0).landmarks();
        for (int i = 0; i < 10; i++) {
          assertThat(landmarks[i] / 160).isCloseTo(TEMPLATE[i], within(0.08f));
        }
      }
    }
  }

  @Test
  void facesWithoutUsableLandmarksAreCroppedByTheirBox() {
    try (Mat image = Images.gradient(100, 100)) {
      DetectedFace boxed = face(20, 30, 40, 50);
      DetectedFace inOnePlace = new DetectedFace(boxed.box(), 1, new float[10]);
      float[] unreal = placed(32, 1, 0, 0, 0);
      unreal[3] = Float.NaN;
      DetectedFace notNumbers = new DetectedFace(boxed.box(), 1, unreal);
      float[] expected = crop(plain(32, 32), BOXED, image, boxed);
      assertThat(crop(plain(32, 32), ALIGNED, image, boxed)).isEqualTo(expected);
      assertThat(crop(plain(32, 32), ALIGNED, image, inOnePlace)).isEqualTo(expected);
      assertThat(crop(plain(32, 32), ALIGNED, image, notNumbers)).isEqualTo(expected);
    }
  }

  @Test
  void finePatternsAreAveragedNotSkipped() {
    byte[] checks = new byte[400 * 400 * 3];
    for (int i = 0; i < 400 * 400; i++) {
      if ((i / 400 + i % 400) % 2 == 0) {
        checks[3 * i] = checks[3 * i + 1] = checks[3 * i + 2] = (byte) 255;
      }
    }
    try (Mat image = Images.of(400, 400, checks)) {
      DetectedFace face = face(placed(40, 8, 0, 30, 30));
      assertThat(crop(plain(40, 40), ALIGNED, image, face)).containsOnly(128);
      assertThat(crop(plain(40, 40), BOXED, image, face(20, 20, 320, 320))).containsOnly(128);
    }
  }

  @Test
  void averagingKeepsThePlace() {
    try (Mat image = Images.gradient(256, 256)) {
      float[] row = crop(plain(32, 32), ALIGNED, image, face(placed(32, 5, 0, 40, 60)));
      for (int[] at : new int[][] {{0, 0}, {16, 16}, {31, 31}}) {
        float[] pixel = pixel(row, 32, at[0], at[1]);
        assertThat(pixel[0]).isCloseTo(5 * at[0] + 40, within(1.5f));
        assertThat(pixel[1]).isCloseTo(5 * at[1] + 60, within(1.5f));
      }
    }
  }

  @Test
  void layoutsColoursAndNormalisationFollowTheManifest() {
    byte[] blueGreenRed = {10, 20, 30, 40, 50, 60};
    try (Mat image = Images.of(2, 1, blueGreenRed)) {
      assertThat(small(image, TensorLayout.NHWC, ColourOrder.BGR, 1, 0, 1))
          .containsExactly(10, 20, 30, 40, 50, 60);
      assertThat(small(image, TensorLayout.NHWC, ColourOrder.RGB, 1, 0, 1))
          .containsExactly(30, 20, 10, 60, 50, 40);
      assertThat(small(image, TensorLayout.NCHW, ColourOrder.BGR, 1, 0, 1))
          .containsExactly(10, 40, 20, 50, 30, 60);
      assertThat(small(image, TensorLayout.NCHW, ColourOrder.RGB, 1, 0, 1))
          .containsExactly(30, 60, 20, 50, 10, 40);
      assertThat(small(image, TensorLayout.NCHW, ColourOrder.GREY, 1, 0, 1))
          .containsExactly(22, 52);
      assertThat(small(image, TensorLayout.NHWC, ColourOrder.BGR, 0.5f, 1, 2))
          .containsExactly(2, 4.5f, 7, 9.5f, 12, 14.5f);
    }
  }

  @Test
  void meanAndDeviationBelongToTheGraphsChannels() {
    Manifest.ImageInput input =
        new Manifest.ImageInput(
            "x",
            2,
            1,
            TensorLayout.NCHW,
            ColourOrder.RGB,
            1,
            new float[] {1, 2, 3},
            new float[] {1, 2, 4});
    try (Mat image = Images.of(2, 1, new byte[] {11, 22, 33, 11, 22, 33})) {
      assertThat(crop(input, BOXED, image, face(0, 0, 2, 1))).containsExactly(32, 32, 10, 10, 2, 2);
    }
  }

  @Test
  void writesOneRowAtThePositionOfAnyBuffer() {
    FloatBuffer direct =
        ByteBuffer.allocateDirect(4 * 20).order(ByteOrder.nativeOrder()).asFloatBuffer();
    direct.position(5);
    try (Mat image = Images.of(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        FaceCropper cropper = new FaceCropper(plain(2, 1), BOXED)) {
      cropper.crop(image, face(0, 0, 2, 1), direct);
      assertThat(cropper.rowLength()).isEqualTo(6);
      assertThat(direct.position()).isEqualTo(11);
      assertThat(direct.get(4)).isZero();
      assertThat(direct.get(5)).isEqualTo(1);
      assertThat(direct.get(10)).isEqualTo(6);
      assertThat(direct.get(11)).isZero();
      direct.position(15);
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> cropper.crop(image, face(0, 0, 2, 1), direct))
          .withMessageContaining("expected room for 6 numbers (3 channels of 2x1), found 5");
    }
  }

  @Test
  void refusesWhatItCannotCarryOut() {
    float[] one = {1, 1, 1};
    assertRefused(
        input(TensorLayout.NCHW, ColourOrder.GREY, one, one),
        BOXED,
        "expected 1 numbers each for GREY");
    assertRefused(input(TensorLayout.NCHW, ColourOrder.RGB, one, new float[3]), BOXED, "std not 0");
    assertRefused(plain(8, 8), new Manifest.Crop(CropAlignment.BOX, -1, null), "found -1.0");
    assertRefused(
        plain(8, 8), new Manifest.Crop(CropAlignment.SIMILARITY, 0, null), "expected 10 numbers");
    assertRefused(
        plain(8, 8),
        new Manifest.Crop(CropAlignment.SIMILARITY, 0, new float[10]),
        "five different points");
    try (Mat grey = new Mat(4, 4, CV_8UC1)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> crop(plain(8, 8), BOXED, grey, face(0, 0, 4, 4)))
          .withMessageContaining("expected 8 bits and 3 channels");
    }
  }

  private static void assertRefused(Manifest.ImageInput input, Manifest.Crop crop, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new FaceCropper(input, crop))
        .withMessageContaining(message);
  }

  private static float[] crop(
      Manifest.ImageInput input, Manifest.Crop crop, Mat image, DetectedFace face) {
    try (FaceCropper cropper = new FaceCropper(input, crop)) {
      float[] row = new float[cropper.rowLength()];
      cropper.crop(image, face, FloatBuffer.wrap(row));
      return row;
    }
  }

  private static float[] small(
      Mat image, TensorLayout layout, ColourOrder colour, float scale, float mean, float std) {
    int channels = colour == ColourOrder.GREY ? 1 : 3;
    float[] means = new float[channels];
    float[] stds = new float[channels];
    Arrays.fill(means, mean);
    Arrays.fill(stds, std);
    return crop(
        new Manifest.ImageInput("x", 2, 1, layout, colour, scale, means, stds),
        BOXED,
        image,
        face(0, 0, 2, 1));
  }

  private static Manifest.ImageInput plain(int width, int height) {
    return new Manifest.ImageInput(
        "x",
        width,
        height,
        TensorLayout.NHWC,
        ColourOrder.BGR,
        1,
        new float[3],
        new float[] {1, 1, 1});
  }

  private static Manifest.ImageInput input(
      TensorLayout layout, ColourOrder colour, float[] mean, float[] std) {
    return new Manifest.ImageInput("x", 8, 8, layout, colour, 1, mean, std);
  }

  private static DetectedFace face(float x, float y, float width, float height) {
    return new DetectedFace(new FaceBox(x, y, width, height), 1, new float[0]);
  }

  private static DetectedFace face(float[] landmarks) {
    return new DetectedFace(new FaceBox(0, 0, 10, 10), 1, landmarks);
  }

  /** The template's points of a square crop after a similarity into the image. */
  private static float[] placed(int side, double a, double b, double tx, double ty) {
    float[] points = new float[10];
    for (int i = 0; i < 10; i += 2) {
      double x = (double) TEMPLATE[i] * side;
      double y = (double) TEMPLATE[i + 1] * side;
      points[i] = (float) (a * x - b * y + tx);
      points[i + 1] = (float) (b * x + a * y + ty);
    }
    return points;
  }

  private static AffineMap similar(AffineMap m, double a, double b, double tx, double ty) {
    return new AffineMap(m.xx() + a, m.xy() - b, m.tx() + tx, m.yx() + b, m.yy() + a, m.ty() + ty);
  }

  private static double error(AffineMap m, double[] from, double[] to) {
    double sum = 0;
    for (int i = 0; i < from.length; i += 2) {
      double dx = m.xx() * from[i] + m.xy() * from[i + 1] + m.tx() - to[i];
      double dy = m.yx() * from[i] + m.yy() * from[i + 1] + m.ty() - to[i + 1];
      sum += dx * dx + dy * dy;
    }
    return sum;
  }

  private static float[] numbers(byte[] bytes) {
    float[] numbers = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      numbers[i] = bytes[i] & 0xff;
    }
    return numbers;
  }

  private static float[] pixel(float[] row, int width, int x, int y) {
    int at = 3 * (y * width + x);
    return new float[] {row[at], row[at + 1], row[at + 2]};
  }

  private static float[] pixel(byte[] pixels, int width, int x, int y) {
    return pixel(numbers(pixels), width, x, y);
  }
}
