package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.ingest.media.MediaException.Reason;
import io.affectstream.ingest.testing.MediaTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Irregular media of recorders, broadcasters and cameras. */
class OddMediaTest {

  private static final String SMALL = "-f lavfi -i testsrc2=size=160x120:rate=25:duration=2 ";
  private static final String LARGE = "-f lavfi -i testsrc2=size=320x240:rate=25:duration=2 ";
  private static final String LOW = "-f lavfi -i sine=frequency=300:sample_rate=48000:duration=2 ";
  private static final String HIGH =
      "-f lavfi -i sine=frequency=2000:sample_rate=48000:duration=2 ";

  @TempDir Path folder;

  @Test
  void imagesWithEqualTimestampsAreAllKept() throws Exception {
    Path file =
        ffmpeg(
            "pairs.webm",
            SMALL
                + "-c:v libvpx -deadline realtime -bsf:v"
                + " setts=pts=floor(N/2)*80:dts=floor(N/2)*80:time_base=1/1000");
    Played played = Played.file(file);
    assertThat(played.images()).hasSize(50);
    for (int i = 0; i < 50; i++) {
      assertThat(played.images().get(i).time()).isCloseTo(i * 40_000L, within(2_000L));
    }
    assertThat(played.report().remarks())
        .singleElement()
        .asString()
        .startsWith("25 images timed like the one before");
  }

  @ParameterizedTest
  @CsvSource({"pal.dv, 720x576, 25, 25", "ntsc.dv, 720x480, 30000/1001, 29.97"})
  void rawDvHasItsFrameRate(String name, String size, String rate, double expected)
      throws Exception {
    String pixels = rate.equals("25") ? "yuv420p" : "yuv411p";
    Path file =
        ffmpeg(
            name,
            "-f lavfi -i testsrc2=size=%s:rate=%s:duration=1 -pix_fmt %s -c:v dvvideo"
                .formatted(size, rate, pixels));
    Played played = Played.file(file);
    assertThat(played.info().video().orElseThrow().frameRate().orElseThrow())
        .isCloseTo(expected, within(0.01));
    assertThat(played.images().get(1).time()).isCloseTo(Math.round(1e6 / expected), within(2L));
  }

  @Test
  void aFrameRateThatTheTimesContradictIsUnknown() throws Exception {
    Path file =
        ffmpeg(
            "slow.mkv",
            SMALL + "-c:v libx264 -bf 0 -bsf:v setts=pts=N*1040:dts=N*1040:time_base=1/1000");
    assertThat(Played.file(file).info().video().orElseThrow().intervalMicros())
        .isIn(0L, 1_040_000L);
  }

  @ParameterizedTest
  @CsvSource({", 160, 300", "1, 160, 300", "2, 320, 2000"})
  void imagesAndSoundAreOfOneProgramme(Integer number, int width, int hertz) throws Exception {
    Played played = Played.file(twoProgrammes(), programme(number));
    assertThat(played.images()).hasSize(50);
    assertThat(played.images().get(0).width()).isEqualTo(width);
    assertThat(zeroCrossings(played.pcm()) / 2.0 / 2.0).isCloseTo(hertz, within(hertz * 0.3));
    int other = width == 320 ? 1 : 2;
    assertThat(played.info().notes())
        .singleElement()
        .asString()
        .matches(
            "programme %d.* is played, not %d.*; --programme chooses".formatted(3 - other, other));
  }

  @Test
  void aProgrammeThatIsNotThere() {
    assertThatThrownBy(() -> Played.file(twoProgrammes(), programme(7)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("expected programme 7, found [1, 2]");
    assertThatThrownBy(() -> Played.file(ffmpeg("a.mp4", SMALL + "-c:v libx264"), programme(1)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("expected programme 1, found no programmes");
  }

  @ParameterizedTest
  @CsvSource({
    "-streamid 0:400 -streamid 1:401",
    "-mpegts_service_id 9",
    "-mpegts_service_id 9 -mpegts_pmt_start_pid 0x900",
    "-streamid 0:400 -streamid 1:401 -mpegts_service_id 9 -mpegts_pmt_start_pid 0x900"
  })
  void tracksMayChangeTheirNumbersAndTheirProgramme(String second) throws Exception {
    String codecs = "-c:v libx264 -c:a mp2 -muxdelay 0 ";
    Path first = ffmpeg("first.ts", SMALL + LOW + codecs);
    Path next = ffmpeg("next.ts", LARGE + HIGH + codecs + "-output_ts_offset 2 " + second);
    Path joined = folder.resolve("joined.ts");
    Files.write(joined, Files.readAllBytes(first));
    Files.write(joined, Files.readAllBytes(next), StandardOpenOption.APPEND);
    Played played = Played.file(joined);
    assertThat(played.images()).extracting(MediaEvent.Image::width).endsWith(320);
    assertThat(played.images()).hasSizeBetween(98, 100);
    assertThat(played.imageEnd()).isCloseTo(4_000_000, within(200_000L));
    assertThat(played.soundEnd()).isCloseTo(4_000_000, within(200_000L));
    assertThat(played.report().discontinuities()).isZero();
  }

  @Test
  void aClockThatJumpsIsContinuedAndSaid() throws Exception {
    String codecs = "-c:v libx264 -c:a mp2 ";
    Path first = ffmpeg("first.ts", SMALL + LOW + codecs);
    Path next = ffmpeg("next.ts", SMALL + LOW + codecs + "-output_ts_offset 36000");
    Path joined = folder.resolve("joined.ts");
    Files.write(joined, Files.readAllBytes(first));
    Files.write(joined, Files.readAllBytes(next), StandardOpenOption.APPEND);
    Played played = Played.file(joined);
    assertThat(played.images()).hasSize(100);
    assertThat(played.imageEnd()).isBetween(3_900_000L, 5_000_000L);
    assertThat(played.report().remarks()).contains("1 jumps of the source's clock removed");
  }

  @Test
  void aGapOfAFileIsKeptAndSaid() throws Exception {
    Path file =
        ffmpeg(
            "gap.mkv",
            SMALL
                + "-c:v libx264 -bf 0 -bsf:v"
                + " setts=pts=N*40+gt(N\\,25)*36000000:dts=N*40+gt(N\\,25)*36000000:time_base=1/1000");
    Played played = Played.file(file);
    assertThat(played.images()).hasSize(50);
    assertThat(played.report().remarks()).contains("a gap of 36000.0 s between two images");
  }

  @ParameterizedTest
  @CsvSource({"'', 25", "5, 5", "29.97, 29.97"})
  void numberedImages(String rate, double expected) throws Exception {
    ffmpeg("shot%03d.jpg", SMALL + "-start_number 7 -frames:v 12");
    MediaOptions options =
        rate.isEmpty()
            ? MediaOptions.DEFAULT
            : MediaOptions.DEFAULT.withFrameRate(OptionalDouble.of(Double.parseDouble(rate)));
    Played played = Played.file(folder.resolve("shot%03d.jpg"), options);
    assertThat(played.images()).hasSize(12);
    assertThat(played.info().video().orElseThrow().frameRate().orElseThrow())
        .isCloseTo(expected, within(0.01));
    assertThat(played.images().get(11).time() / 1e6).isCloseTo(11 / expected, within(0.001));
    assertThat(played.report().remarks()).isEmpty();
  }

  @Test
  void aMissingImageIsSaid() throws Exception {
    ffmpeg("shot%d.png", SMALL + "-frames:v 12");
    Files.delete(folder.resolve("shot9.png"));
    Played played = Played.file(folder.resolve("shot%d.png"));
    assertThat(played.images()).hasSize(8);
    assertThat(played.report().brokenOff())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .endsWith("image 9 is missing, so that 3 images after it are not read"));
  }

  @Test
  void nothingToDecodeIsEmpty() throws Exception {
    Path wav = ffmpeg("empty.wav", "-f lavfi -i sine=duration=1 -t 0 -c:a pcm_mulaw");
    assertEmpty(wav, "it is empty");
    Path ts = ffmpeg("whole.ts", SMALL + "-c:v libx264 -g 250 -bf 0 -x264-params repeat-headers=0");
    byte[] bytes = Files.readAllBytes(ts);
    Path late =
        Files.write(folder.resolve("late.ts"), Arrays.copyOfRange(bytes, 188 * 60, bytes.length));
    assertThatThrownBy(() -> Played.file(late)).isInstanceOf(MediaException.class);
  }

  private static void assertEmpty(Path file, String why) {
    assertThatThrownBy(() -> Played.file(file))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EMPTY))
        .hasMessageContainingAll(file.getFileName().toString(), "found none", why);
  }

  @Test
  void aRecordingThatWasNotClosedCanBeRepaired() throws Exception {
    Path file = ffmpeg("a.mp4", SMALL + "-c:v libx264");
    byte[] bytes = Files.readAllBytes(file);
    Path open = Files.write(folder.resolve("open.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Played.file(open))
        .isInstanceOf(MediaException.class)
        .hasMessageContainingAll("open.mp4", "expected media", "'moov'", "untrunc");
  }

  private Path twoProgrammes() throws IOException {
    return ffmpeg(
        "two.ts",
        SMALL
            + LOW
            + LARGE
            + HIGH
            + "-map 0 -map 1 -map 2 -map 3 -c:v libx264 -c:a mp2"
            + " -program program_num=1:st=0:st=1 -program program_num=2:st=2:st=3");
  }

  private static MediaOptions programme(Integer number) {
    return MediaOptions.DEFAULT.withProgramme(
        number == null ? OptionalInt.empty() : OptionalInt.of(number));
  }

  private static int zeroCrossings(byte[] pcm) {
    int crossings = 0;
    for (int i = 3; i < pcm.length; i += 2) {
      crossings += (pcm[i] ^ pcm[i - 2]) < 0 ? 1 : 0;
    }
    return crossings;
  }

  private Path ffmpeg(String name, String arguments) throws IOException {
    return MediaTools.ffmpeg(folder.resolve(name), arguments.strip().split(" +"));
  }
}
