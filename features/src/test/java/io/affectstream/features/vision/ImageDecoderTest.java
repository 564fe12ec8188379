package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.getNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;

import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.FrameEncoding;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  @Test
  void pngAndBgr24KeepEveryPixel() throws ImageException {
    try (Mat image = Images.gradient(37, 23)) {
      byte[] pixels = Images.bytes(image);
      try (Mat png =
              decoder.decode(FrameEncoding.PNG, 0, 0, Images.encode(image, ".png")).pixels();
          Mat raw = decoder.decode(FrameEncoding.BGR24, 37, 23, pixels).pixels()) {
        assertImage(png, 37, 23);
        assertThat(Images.bytes(png)).isEqualTo(pixels);
        assertImage(raw, 37, 23);
        assertThat(Images.bytes(raw)).isEqualTo(pixels);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void jpegKeepsChannelOrderAndShape(int progressive) throws ImageException {
    try (Mat image = Images.gradient(120, 80)) {
      byte[] data = Images.encode(image, ".jpg", IMWRITE_JPEG_PROGRESSIVE, progressive);
      try (Mat decoded = decoder.decode(FrameEncoding.JPEG, 0, 0, data).pixels()) {
        assertImage(decoded, 120, 80);
        byte[] expected = Images.bytes(image);
        byte[] found = Images.bytes(decoded);
        for (int i = 0; i < found.length; i++) {
          assertThat(found[i] & 0xff).isCloseTo(expected[i] & 0xff, within(12));
        }
      }
    }
  }

  @Test
  void greyAlphaAndSixteenBitBecomeEightBitBgr() throws ImageException {
    assertGrey(CV_8UC1, 100, ".png");
    assertGrey(CV_8UC1, 100, ".jpg");
    assertGrey(CV_8UC4, 100, ".png");
    assertGrey(CV_16UC1, 100 * 257, ".png");
    assertGrey(CV_16UC3, 100 * 257, ".png");
  }

  private void assertGrey(int type, double value, String extension) throws ImageException {
    try (Scalar level = new Scalar(value, value, value, value);
        Mat image = new Mat(4, 6, type, level)) {
      FrameEncoding encoding = ".png".equals(extension) ? FrameEncoding.PNG : FrameEncoding.JPEG;
      try (Mat decoded = decoder.decode(encoding, 0, 0, Images.encode(image, extension)).pixels()) {
        assertImage(decoded, 6, 4);
        assertThat(Images.bytes(decoded)).containsOnly(100);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"640, 480, 1", "1280, 720, 1", "1920, 1080, 2", "1080, 1921, 2", "3840, 2160, 4"})
  void aImageMuchLargerThanNeededIsDecodedSmaller(int width, int height, int reduction)
      throws ImageException {
    ImageNeed need = new ImageNeed(true, 24 / 320.0, 64);
    ImageDecoder sparing = new ImageDecoder(ImageLimits.DEFAULT, need);
    try (Mat image = Images.gradient(width, height);
        Image decoded = sparing.decode(FrameEncoding.JPEG, 0, 0, Images.encode(image, ".jpg"))) {
      assertThat(decoded.pixels().type()).isEqualTo(CV_8UC1);
      assertThat(decoded.pixels().cols()).isEqualTo((width + reduction - 1) / reduction);
      assertThat(decoded.pixels().rows()).isEqualTo((height + reduction - 1) / reduction);
      assertThat(decoded.width()).isEqualTo(width);
      assertThat(decoded.height()).isEqualTo(height);
      assertThat(decoded.scaleX()).isCloseTo(reduction, Offset.offset(0.01f));
    }
  }

  @Test
  void onlyAJpegIsDecodedSmallerAndGreyIsTheSameForAllEncodings() throws ImageException {
    ImageDecoder sparing = new ImageDecoder(ImageLimits.DEFAULT, new ImageNeed(true, 1, 16));
    try (Mat image = Images.gradient(200, 120);
        Image png = sparing.decode(FrameEncoding.PNG, 0, 0, Images.encode(image, ".png"));
        Image raw = sparing.decode(FrameEncoding.BGR24, 200, 120, Images.bytes(image));
        Image jpeg = sparing.decode(FrameEncoding.JPEG, 0, 0, Images.encode(image, ".jpg"))) {
      assertThat(png.pixels().cols()).isEqualTo(200);
      assertThat(raw.pixels().cols()).isEqualTo(200);
      assertThat(jpeg.pixels().cols()).isEqualTo(25);
      byte[] expected = Images.bytes(raw.pixels());
      byte[] found = Images.bytes(png.pixels());
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i] & 0xff).isCloseTo(expected[i] & 0xff, within(1));
      }
      int middle = 7 * 25 + 12;
      int level = Images.bytes(jpeg.pixels())[middle] & 0xff;
      assertThat(level).isCloseTo(expected[60 * 200 + 100] & 0xff, within(6));
    }
  }

  @Test
  void facesAreReportedInPixelsOfTheSource() {
    try (Image half = new Image(new Mat(50, 100, CV_8UC1), 200, 99)) {
      DetectedFace face =
          new DetectedFace(new FaceBox(20, 9.9f, 40, 19.8f), 0.8f, new float[] {30, 19.8f});
      DetectedFace inPixels = half.toPixels(face);
      assertThat(inPixels.box().x()).isCloseTo(10, Offset.offset(1e-4f));
      assertThat(inPixels.box().height()).isCloseTo(10, Offset.offset(1e-4f));
      assertThat(inPixels.landmarks()[1]).isCloseTo(10, Offset.offset(1e-4f));
      assertThat(half.toSource(inPixels).box().y()).isCloseTo(9.9f, Offset.offset(1e-4f));
    }
  }

  @Test
  void anExifOrientationIsIgnored() throws ImageException {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0,
    };
    try (Mat image = Images.gradient(60, 40)) {
      byte[] plain = Images.encode(image, ".jpg");
      byte[] turned = new byte[plain.length + exif.length];
      System.arraycopy(plain, 0, turned, 0, 2);
      System.arraycopy(exif, 0, turned, 2, exif.length);
      System.arraycopy(plain, 2, turned, 2 + exif.length, plain.length - 2);
      try (Mat expected = decoder.decode(FrameEncoding.JPEG, 0, 0, plain).pixels();
          Mat found = decoder.decode(FrameEncoding.JPEG, 0, 0, turned).pixels()) {
        assertImage(found, 60, 40);
        assertThat(Images.bytes(found)).isEqualTo(Images.bytes(expected));
      }
    }
  }

  @Test
  void aJpegClaiming60000By60000IsRefusedByItsHeader() {
    byte[] data = jpeg(64, 64);
    int frame = indexOf(data, (byte) 0xc0);
    for (int at : new int[] {frame + 4, frame + 6}) {
      data[at] = (byte) (60000 >> 8);
      data[at + 1] = (byte) 60000;
    }
    assertRefused(
        DeadLetterReason.PICTURE_TOO_LARGE, FrameEncoding.JPEG, data, "found 60000x60000");
  }

  @ParameterizedTest
  @CsvSource({"9000,1", "1,9000", "8000,8000"})
  void everyLimitOnTheSizeHolds(int width, int height) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> decoder.decode(FrameEncoding.BGR24, width, height, new byte[3]))
        .withMessageContaining("found " + width + "x" + height)
        .matches(e -> e.reason() == DeadLetterReason.PICTURE_TOO_LARGE);
  }

  @Test
  void anEncodedImageOverTheByteLimitIsRefused() {
    ImageDecoder small = new ImageDecoder(new ImageLimits(8192, 8192, 1 << 24, 1000));
    byte[] data = Arrays.copyOf(jpeg(64, 64), 1001);
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> small.decode(FrameEncoding.JPEG, 0, 0, data))
        .withMessageContaining("at most 1000 bytes, found 1001")
        .matches(e -> e.reason() == DeadLetterReason.PICTURE_TOO_LARGE);
  }

  @Test
  void zeroBytesAndAHeaderAloneAreUndecodable() {
    byte[] data = jpeg(64, 64);
    byte[] header = Arrays.copyOf(data, indexOf(data, (byte) 0xda) + 1);
    assertUndecodable(FrameEncoding.JPEG, new byte[0], "found zero bytes");
    assertUndecodable(FrameEncoding.PNG, new byte[0], "found zero bytes");
    assertUndecodable(FrameEncoding.BGR24, new byte[0], "expected a width and a height");
    assertUndecodable(FrameEncoding.JPEG, header, "the image is truncated");
  }

  @Test
  void aImageCutOffAnywhereIsUndecodable() {
    byte[] jpeg = jpeg(200, 160);
    byte[] png;
    try (Mat image = Images.gradient(200, 160)) {
      png = Images.encode(image, ".png");
    }
    for (double share : new double[] {0.1, 0.5, 0.9, 0.99}) {
      byte[] cutJpeg = Arrays.copyOf(jpeg, (int) (jpeg.length * share));
      byte[] cutPng = Arrays.copyOf(png, (int) (png.length * share));
      assertUndecodable(FrameEncoding.JPEG, cutJpeg, "truncated");
      assertUndecodable(FrameEncoding.PNG, cutPng, "truncated");
    }
    assertUndecodable(FrameEncoding.JPEG, Arrays.copyOf(jpeg, jpeg.length - 2), "truncated");
  }

  @Test
  void aJpegCutAndClosedWithAnEndMarkIsDecodedAsFarAsItGoes() throws ImageException {
    byte[] whole = jpeg(200, 160);
    byte[] closed = Arrays.copyOf(whole, whole.length * 3 / 4);
    closed[closed.length - 2] = (byte) 0xff;
    closed[closed.length - 1] = (byte) 0xd9;
    try (Mat expected = decoder.decode(FrameEncoding.JPEG, 0, 0, whole).pixels();
        Mat found = decoder.decode(FrameEncoding.JPEG, 0, 0, closed).pixels()) {
      assertImage(found, 200, 160);
      byte[] pixels = Images.bytes(found);
      assertThat(pixels).startsWith(Arrays.copyOf(Images.bytes(expected), 3 * 200 * 16));
      assertThat(pixels).isNotEqualTo(Images.bytes(expected));
    }
  }

  @Test
  void aPngWithDamagedDataIsUndecodable() {
    byte[] png;
    try (Mat image = Images.gradient(200, 160)) {
      png = Images.encode(image, ".png");
    }
    Arrays.fill(png, 60, png.length - 20, (byte) 0x55);
    assertUndecodable(FrameEncoding.PNG, png, "PNG");
  }

  @Test
  void damageNeverDoesAnythingButDecodeOrRefuse() {
    Random random = new Random(11);
    byte[] original = jpeg(96, 64);
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] data = original.clone();
      for (int hit = 0; hit <= round % 5; hit++) {
        data[2 + random.nextInt(data.length - 2)] = (byte) random.nextInt(256);
      }
      try (Mat decoded = decoder.decode(FrameEncoding.JPEG, 0, 0, data).pixels()) {
        assertThat(decoded.type()).isEqualTo(CV_8UC3);
        assertThat((long) decoded.cols() * decoded.rows())
            .isBetween(1L, ImageLimits.DEFAULT.maxPixels());
      } catch (ImageException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 299);
  }

  @Test
  void bgr24MustHaveExactlyItsSize() {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> decoder.decode(FrameEncoding.BGR24, 4, 3, new byte[35]))
        .withMessageContaining("BGR24 4x3: expected 36 bytes, found 35")
        .matches(e -> e.reason() == DeadLetterReason.UNDECODABLE_PICTURE);
  }

  @Test
  void theEncodingMustBeTheOneTheRecordNames() {
    byte[] data = jpeg(8, 8);
    assertUndecodable(FrameEncoding.PNG, data, "expected PNG as the record's encoding says");
  }

  @Test
  void aReferencedImageIsReadByItsSignatureOrAsBgr24() throws ImageException {
    byte[] raw = new byte[4 * 3 * 3];
    Arrays.fill(raw, (byte) 7);
    try (Mat jpeg = decoder.decode(FrameEncoding.REFERENCE, 4, 3, jpeg(8, 6)).pixels();
        Mat plain = decoder.decode(FrameEncoding.REFERENCE, 4, 3, raw).pixels()) {
      assertImage(jpeg, 8, 6);
      assertImage(plain, 4, 3);
      assertThat(Images.bytes(plain)).isEqualTo(raw);
    }
    assertUndecodable(FrameEncoding.REFERENCE, raw, "expected the signature of JPEG");
  }

  @Test
  void openCvStaysOnTheCallingThread() {
    assertThat(getNumThreads()).isEqualTo(1);
  }

  private static Offset<Integer> within(int offset) {
    return Offset.offset(offset);
  }

  private static byte[] jpeg(int width, int height) {
    try (Mat image = Images.gradient(width, height)) {
      return Images.encode(image, ".jpg");
    }
  }

  private static int indexOf(byte[] data, byte marker) {
    for (int i = 0; i + 1 < data.length; i++) {
      if (data[i] == (byte) 0xff && data[i + 1] == marker) {
        return i + 1;
      }
    }
    throw new AssertionError("no such marker");
  }

  private static void assertImage(Mat image, int width, int height) {
    assertThat(image.cols()).isEqualTo(width);
    assertThat(image.rows()).isEqualTo(height);
    assertThat(image.type()).isEqualTo(CV_8UC3);
  }

  private void assertUndecodable(FrameEncoding encoding, byte[] data, String message) {
    assertRefused(DeadLetterReason.UNDECODABLE_PICTURE, encoding, data, message);
  }

  private void assertRefused(
      DeadLetterReason reason, FrameEncoding encoding, byte[] data, String message) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> decoder.decode(encoding, 0, 0, data))
        .withMessageContaining(message)
        .matches(e -> e.reason() == reason, "reason " + reason);
  }
}
