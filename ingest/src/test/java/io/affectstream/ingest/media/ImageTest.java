package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.NORM_L1;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.affectstream.ingest.testing.MediaTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images match ffmpeg's output: upright and with the same colours. */
class ImageTest {

  private static final String IMAGE =
      "-f lavfi -i"
          + " gradients=size=162x120:x0=10:y0=20:x1=150:y1=60:nb_colors=2:c0=0xC04030:c1=0x3070B0:speed=0.00001:rate=5:duration=2,format=yuv420p"
          + " ";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"90, 120, 162", "180, 162, 120", "270, 120, 162"})
  void turnedUpright(int degrees, int width, int height) throws Exception {
    Path plain = ffmpeg("plain.mp4", IMAGE + "-c:v libx264");
    Path turned = ffmpeg("turned.mp4", "-i " + plain + " -c copy -metadata:s:v rotate=" + degrees);
    List<MediaEvent.Image> images = Played.file(turned).images();
    assertThat(images).hasSize(10);
    assertThat(images.get(0).width()).isEqualTo(width);
    assertThat(images.get(0).height()).isEqualTo(height);
    assertLooksAlike(turned, images.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "setsar=64/45, clip.mp4, libx264, 230",
    "setsar=64/45, clip.mkv, libx264, 230",
    "setsar=64/45, clip.ts, libx264, 230",
    "setdar=16/9, clip.mpg, mpeg2video, 213",
    "setsar=10/11, clip.mp4, libx264, 147",
    "setsar=1/2, clip.avi, mpeg4, 81",
    "setsar=1000/1001, clip.mkv, libx264, 162",
    "setsar=200/1, clip.mkv, libx264, 162"
  })
  void pixelsAreSquared(String shape, String name, String codec, int width) throws Exception {
    Path file = ffmpeg(name, IMAGE + "-r 25 -vf " + shape + " -c:v " + codec);
    MediaEvent.Image image = Played.file(file).images().get(0);
    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(120);
    Path square = ffmpeg("square.png", IMAGE + "-vf scale=" + width + ":120 -frames:v 1");
    assertLooksAlike(square, image, 3);
  }

  @Test
  void pixelsAreSquaredBeforeTheImageIsTurned() throws Exception {
    Path plain = ffmpeg("plain.mp4", IMAGE + "-vf setsar=64/45 -c:v libx264");
    Path turned = ffmpeg("turned.mp4", "-i " + plain + " -c copy -metadata:s:v rotate=90");
    MediaEvent.Image image = Played.file(turned).images().get(0);
    assertThat(image.width()).isEqualTo(120);
    assertThat(image.height()).isEqualTo(230);
  }

  @ParameterizedTest
  @ValueSource(strings = {"joined.ts", "copied.mkv", "copied.mp4"})
  void thePixelAspectMayChangeWithinAStream(String name) throws Exception {
    Path wide = ffmpeg("wide.ts", IMAGE + "-vf setsar=64/45 -c:v libx264");
    Path square = ffmpeg("square.ts", IMAGE + "-vf setsar=1 -c:v libx264 -output_ts_offset 2.4");
    Path joined = folder.resolve("joined.ts");
    Files.write(joined, concat(Files.readAllBytes(wide), Files.readAllBytes(square)));
    Path file = name.equals("joined.ts") ? joined : ffmpeg(name, "-i " + joined + " -c copy");
    assertThat(Played.file(file).images())
        .hasSize(20)
        .extracting(MediaEvent.Image::width)
        .startsWith(230)
        .endsWith(162);
  }

  @Test
  void theContainersPixelAspectTakesPrecedence() throws Exception {
    Path bare = ffmpeg("bare.mp4", IMAGE + "-vf setsar=1 -c:v libx264");
    Path declared = ffmpeg("declared.mkv", "-i " + bare + " -c copy -aspect 16:9");
    assertThat(Played.file(declared).images().get(0).width()).isEqualTo(213);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c:v libx264 -colorspace bt709 -color_primaries bt709 -color_trc bt709",
        "-c:v libx264 -colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m",
        "-c:v libx264",
        "-c:v libx264 -pix_fmt yuv444p",
        "-c:v libx264 -pix_fmt yuv420p10le",
        "-c:v libx264 -pix_fmt yuvj420p",
        "-c:v libx264rgb -pix_fmt rgb24",
        "-c:v libx264 -pix_fmt gray",
        "-c:v ffv1 -pix_fmt yuv410p",
        "-vf crop=161:119 -c:v ffv1 -pix_fmt bgra"
      })
  void coloursAreKept(String codec) throws Exception {
    Path file = ffmpeg("clip.mkv", IMAGE + codec);
    assertLooksAlike(file, Played.file(file).images().get(0));
  }

  @Test
  void qualityIsLoweredToFit() throws Exception {
    Path file = ffmpeg("clip.mkv", IMAGE + "-c:v libx264");
    int full = Played.file(file).images().get(0).jpeg().length;
    MediaOptions options = new MediaOptions(92, full * 2 / 3, 1, Duration.ofSeconds(1));
    Played played = Played.file(file, options);
    assertThat(played.images())
        .hasSize(10)
        .allSatisfy(image -> assertThat(image.jpeg()).hasSizeBetween(500, full * 2 / 3));
    assertThat(played.report().shrunkImages()).isEqualTo(10);
    assertLooksAlike(file, played.images().get(0), 3);
  }

  @Test
  void aImageThatFitsAtNoQualityIsDeliveredWithoutBytes() throws Exception {
    Path file = ffmpeg("clip.mkv", IMAGE + "-c:v libx264");
    Played played = Played.file(file, new MediaOptions(92, 600, 1, Duration.ofSeconds(1)));
    assertThat(played.images()).hasSize(10).allSatisfy(image -> assertThat(image.jpeg()).isEmpty());
    assertThat(played.report().oversizedImages()).isEqualTo(10);
    assertThat(played.report().remarks())
        .containsExactly("10 images over the size limit at any quality, not published");
  }

  @Test
  void imageSizeMayChangeWithinAStream() throws Exception {
    Played played = Played.file(joined(2.4));
    List<MediaEvent.Image> images = played.images();
    assertThat(images).hasSize(20);
    assertThat(images.get(9).width()).isEqualTo(162);
    assertThat(images.get(10).width()).isEqualTo(320);
    try (Mat last = decode(images.get(19))) {
      assertThat(last.cols()).isEqualTo(320);
    }
    assertThat(played.report().remarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 1.8, 1.4})
  void imagesTimedBeforeTheOneBeforeKeepTheirPlace(double offset) throws Exception {
    Played played = Played.file(joined(offset));
    assertThat(played.images()).hasSize(20);
    assertStrictlyAscending(played.images());
    assertThat(played.report().movedImages()).isPositive();
  }

  @Test
  void timeGoesOnWhereTheClockStartsAnew() throws Exception {
    Played played = Played.file(joined(0));
    assertThat(played.images()).hasSize(20);
    assertThat(played.report().discontinuities()).isEqualTo(1);
    for (int i = 1; i < 20; i++) {
      assertThat(played.images().get(i).time() - played.images().get(i - 1).time())
          .isBetween(199_000L, 401_000L);
    }
  }

  private static void assertStrictlyAscending(List<MediaEvent.Image> images) {
    for (int i = 1; i < images.size(); i++) {
      assertThat(images.get(i).time()).isGreaterThan(images.get(i - 1).time());
    }
  }

  /** Two clips of 2 s, one after the other, the second larger and starting at an offset. */
  private Path joined(double offset) throws IOException {
    Path small = ffmpeg("small.ts", IMAGE + "-c:v libx264");
    Path large =
        ffmpeg(
            "large.ts",
            IMAGE + "-vf scale=320:240,setsar=1 -c:v libx264 -output_ts_offset " + offset);
    Path joined = folder.resolve("joined.ts");
    Files.write(joined, concat(Files.readAllBytes(small), Files.readAllBytes(large)));
    return joined;
  }

  private void assertLooksAlike(Path file, MediaEvent.Image image) throws IOException {
    assertLooksAlike(file, image, 1.5);
  }

  /**
   * Mean difference to ffmpeg's image, in grey levels, both scaled down to exclude the edges that
   * JPEG blurs.
   */
  private void assertLooksAlike(Path file, MediaEvent.Image image, double tolerance)
      throws IOException {
    Path shown = ffmpeg("shown.png", "-i " + file + " -frames:v 1 -pix_fmt rgb24");
    try (Mat expected = imread(shown.toString(), IMREAD_COLOR);
        Mat found = decode(image);
        Mat expectedSmall = new Mat();
        Mat foundSmall = new Mat();
        Size small = new Size(12, 12)) {
      assertThat(found.cols()).isEqualTo(expected.cols()).isEqualTo(image.width());
      assertThat(found.rows()).isEqualTo(expected.rows()).isEqualTo(image.height());
      resize(expected, expectedSmall, small, 0, 0, INTER_AREA);
      resize(found, foundSmall, small, 0, 0, INTER_AREA);
      double difference =
          norm(expectedSmall, foundSmall, NORM_L1, null) / (expectedSmall.total() * 3);
      assertThat(difference).isLessThan(tolerance);
    }
  }

  private static Mat decode(MediaEvent.Image image) {
    try (BytePointer bytes = new BytePointer(image.jpeg());
        Mat buffer = new Mat(1, image.jpeg().length, CV_8UC1, bytes)) {
      return imdecode(buffer, IMREAD_COLOR);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private Path ffmpeg(String name, String arguments) throws IOException {
    return MediaTools.ffmpeg(folder.resolve(name), arguments.split(" +"));
  }
}
