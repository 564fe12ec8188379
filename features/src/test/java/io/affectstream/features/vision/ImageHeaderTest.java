package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.affectstream.features.vision.ImageHeader.Format;
import io.affectstream.schemas.DeadLetterReason;
import java.util.Arrays;
import java.util.HexFormat;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageHeaderTest {

  private static final String SOI = "ffd8";
  private static final String APP0 = "ffe0 0010 4a46494600 0102 00 0001 0001 00 00";

  /** 640 columns, 480 rows, three components. */
  private static final String SIZE = "0011 08 01e0 0280 03 012200 021101 031101";

  @ParameterizedTest
  @ValueSource(
      strings = {"c0", "c1", "c2", "c3", "c5", "c6", "c7", "c9", "ca", "cb", "cd", "ce", "cf"})
  void readsEveryKindOfFrameHeader(String marker) throws ImageException {
    assertThat(ImageHeader.read(bytes(SOI, APP0, "ff" + marker, SIZE)))
        .isEqualTo(new ImageHeader(Format.JPEG, 640, 480));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c4", "c8", "cc"})
  void skipsTablesWhoseMarkersLookLikeFrameHeaders(String marker) throws ImageException {
    String tables = "ff" + marker + "000a 08 0001 0001 000000";
    assertThat(ImageHeader.read(bytes(SOI, tables, "ffc0", SIZE)).width()).isEqualTo(640);
  }

  @Test
  void skipsFillBytesGarbageAndAThumbnailInExif() throws ImageException {
    String thumbnail = "ffe1 000e ffd8 ffc0 0011 08 0010 0010 03";
    byte[] data = bytes(SOI, "ffffff", APP0.substring(2), "00 13 37", thumbnail, "ffc2", SIZE);
    assertThat(ImageHeader.read(data)).isEqualTo(new ImageHeader(Format.JPEG, 640, 480));
  }

  @Test
  void refusesAJpegCutAnywhereBeforeItsSize() {
    byte[] data = bytes(SOI, APP0, "ffc0", SIZE);
    int sizeEnds = data.length - 10;
    for (int length = 0; length < sizeEnds; length++) {
      byte[] head = Arrays.copyOf(data, length);
      assertThatExceptionOfType(ImageException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> ImageHeader.read(head))
          .matches(e -> e.reason() == DeadLetterReason.UNDECODABLE_PICTURE);
    }
  }

  @Test
  void refusesAScanBeforeTheFrameHeader() {
    assertRefused(bytes(SOI, APP0, "ffda 0008 01 0100 003f00", "ffc0", SIZE), "found marker ff da");
  }

  @Test
  void refusesAHeightOfZero() {
    assertRefused(bytes(SOI, "ffc0 0011 08 0000 0280 03 012200 021101 031101"), "found 640x0");
  }

  @Test
  void readsAndRefusesPng() throws ImageException {
    byte[] data;
    try (Mat image = Images.gradient(33, 21)) {
      data = Images.encode(image, ".png");
    }
    assertThat(ImageHeader.read(data)).isEqualTo(new ImageHeader(Format.PNG, 33, 21));
    assertRefused(Arrays.copyOf(data, 30), "expected an IHDR chunk");
    data[16] = (byte) 0xff;
    assertRefused(data, "found 4278190113x21");
  }

  @Test
  void refusesOtherFormatsByTheirFirstBytes() {
    assertRefused(new byte[0], "found zero bytes");
    assertRefused(bytes("47494638396101000100"), "found 47 49 in 10 bytes");
    assertRefused(new byte[] {(byte) 0xff}, "found ff 00 in 1 bytes");
  }

  @Test
  void aJpegIsCompleteOnlyWithItsEndMarkerAfterAScan() {
    byte[] data;
    try (Mat image = Images.gradient(64, 48)) {
      data = Images.encode(image, ".jpg");
    }
    assertThat(JpegMarkers.complete(data)).isTrue();
    assertThat(JpegMarkers.complete(Arrays.copyOf(data, data.length - 1))).isFalse();
    assertThat(JpegMarkers.complete(Arrays.copyOf(data, data.length + 100))).isTrue();
    assertThat(JpegMarkers.complete(bytes(SOI, APP0, "ffd9"))).isFalse();
  }

  private static void assertRefused(byte[] data, String message) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageHeader.read(data))
        .withMessageContaining(message)
        .matches(e -> e.reason() == DeadLetterReason.UNDECODABLE_PICTURE);
  }

  private static byte[] bytes(String... hex) {
    return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
  }
}
