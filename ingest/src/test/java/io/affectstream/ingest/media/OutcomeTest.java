package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.media.MediaException.Reason;
import io.affectstream.ingest.testing.MediaTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes for media that lacks a track, is truncated or damaged, and for other files. */
class OutcomeTest {

  private static final String CLIP =
      "-f lavfi -i testsrc2=size=160x120:rate=25:duration=4 -f lavfi -i"
          + " sine=sample_rate=16000:duration=4";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.wav, -c:a pcm_s16le, pcm_s16le",
    "a.mp3, -c:a libmp3lame, mp3",
    "a.flac, -c:a flac, flac",
    "a.ogg, -c:a libvorbis, vorbis"
  })
  void soundOnly(String name, String codec, String expected) throws Exception {
    Path file = ffmpeg(name, "-f lavfi -i sine=sample_rate=16000:duration=4 " + codec);
    Played played = Played.file(file);
    assertThat(played.info().video()).isEmpty();
    assertThat(played.info().audio())
        .hasValueSatisfying(
            audio -> {
              assertThat(audio.codec()).isEqualTo(expected);
              assertThat(audio.sampleRate()).isEqualTo(16_000);
              assertThat(audio.channels()).isEqualTo(1);
            });
    assertThat(played.images()).isEmpty();
    assertThat(played.soundEnd()).isCloseTo(4_000_000, within(100_000L));
    assertThat(played.report().remarks()).isEmpty();
  }

  @Test
  void aCoverIsNoVideo() throws Exception {
    Path cover =
        ffmpeg("cover.jpg", "-f lavfi -i testsrc2=size=64x64:rate=1:duration=1 -frames:v 1");
    Path file =
        ffmpeg(
            "song.mp3",
            "-f lavfi -i sine=duration=1 -i "
                + cover
                + " -map 0 -map 1 -c:v copy -disposition:v attached_pic");
    Played played = Played.file(file);
    assertThat(played.info().video()).isEmpty();
    assertThat(played.info().notes()).singleElement().asString().contains("cover");
    assertThat(played.sounds()).hasSizeBetween(10, 12);
  }

  @Test
  void imagesOnly() throws Exception {
    Played played = Played.file(ffmpeg("silent.mp4", CLIP + " -map 0:v -c:v libx264 -bf 2"));
    assertThat(played.info().audio()).isEmpty();
    assertThat(played.sounds()).isEmpty();
    assertThat(played.images()).hasSize(100);
    assertThat(played.imageEnd()).isEqualTo(4_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "cut.mp4, -c:v libx264 -bf 2 -g 10 -c:a aac -movflags +faststart",
    "cut.mkv, -c:v libx264 -bf 2 -g 10 -c:a aac"
  })
  void truncatedFilesGiveWhatDecodesAndSaySo(String name, String codecs) throws Exception {
    Path cut = cut(ffmpeg(name, CLIP + " " + codecs), 0.5);
    Played played = Played.file(cut);
    assertThat(played.images()).hasSizeBetween(20, 80);
    assertThat(played.sounds()).hasSizeBetween(8, 35);
    assertThat(played.report().brokenOff())
        .hasValueSatisfying(reason -> assertThat(reason).contains("breaks off after"));
  }

  @Test
  void aTruncatedProgramStreamGivesWhatDecodes() throws Exception {
    Path cut = Files.copy(TestData.require("media/bbaf2n.mpg"), folder.resolve("cut.mpg"));
    assertThat(cut.toFile().setWritable(true)).isTrue();
    Played played = Played.file(cut(cut, 0.5));
    assertThat(played.images()).hasSizeBetween(25, 50);
  }

  @Test
  void aTruncatedAviGivesWhatDecodes() throws Exception {
    Path cut = cut(ffmpeg("cut.avi", CLIP + " -c:v mpeg4 -g 10 -c:a libmp3lame"), 0.5);
    Played played = Played.file(cut);
    assertThat(played.images()).hasSizeBetween(20, 80);
    assertThat(played.sounds()).hasSizeBetween(8, 35);
  }

  @Test
  void mp4WithoutItsIndexIsNoMedia() throws Exception {
    Path cut = cut(ffmpeg("cut.mp4", CLIP + " -c:v libx264 -c:a aac"), 0.5);
    assertReason(() -> Played.file(cut), Reason.NOT_MEDIA, "cut.mp4", "expected media");
  }

  @Test
  void damagedPacketsAreSkippedAndCounted() throws Exception {
    Path file = ffmpeg("damaged.ts", CLIP + " -c:v libx264 -bf 2 -g 10 -c:a aac");
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int i = 0; i < 12; i++) {
      int packet = (bytes.length / 4 + random.nextInt(bytes.length / 2)) / 188;
      random.ints(20).forEach(at -> bytes[packet * 188 + 5 + Math.floorMod(at, 180)] ^= 0x55);
    }
    Files.write(file, bytes);
    Played played = Played.file(file);
    assertThat(played.images()).hasSizeBetween(40, 101);
    assertThat(played.report().corruptPackets() + played.report().concealedImages()).isPositive();
    for (int i = 1; i < played.images().size(); i++) {
      assertThat(played.images().get(i).time())
          .isGreaterThanOrEqualTo(played.images().get(i - 1).time());
    }
  }

  @Test
  void emptyFile() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.mp4"));
    assertReason(() -> Played.file(file), Reason.EMPTY, "empty.mp4", "empty file");
  }

  @Test
  void missingFile() {
    assertReason(
        () -> Played.file(folder.resolve("none.mp4")), Reason.MISSING, "none.mp4", "no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"note.txt", "note.mp4", "note.wav", "note"})
  void textIsNoMedia(String name) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "Some notes of the meeting.\n".repeat(50));
    assertReason(() -> Played.file(file), Reason.NOT_MEDIA, name, "expected media");
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise.mp4", "noise.bin"})
  void noiseIsNoMediaOrGivesNothing(String name) throws Exception {
    byte[] noise = new byte[50_000];
    new Random(3).nextBytes(noise);
    Path file = Files.write(folder.resolve(name), noise);
    assertReason(() -> Played.file(file), Reason.NOT_MEDIA, name, "expected media");
  }

  @Test
  void subtitlesAloneAreNoMedia() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("s.srt"),
            "1\n00:00:01,000 --> 00:00:02,000\nHello\n",
            StandardCharsets.UTF_8);
    assertReason(() -> Played.file(file), Reason.NO_TRACK, "s.srt", "track of images or sound");
  }

  @Test
  void anAddressThatDoesNotAnswerIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      MediaSource source =
          new MediaSource.Address(
              "rtsp://user:secret@127.0.0.1:" + silent.getLocalPort() + "/live?token=x");
      MediaOptions options = new MediaOptions(92, Integer.MAX_VALUE, 1, Duration.ofMillis(300));
      assertReason(
          () -> MediaReader.open(source, options, 0, new Cancellation()).close(),
          Reason.UNREACHABLE,
          "/live",
          "no answer in time");
      assertThat(source.describe()).doesNotContain("secret", "token");
    }
  }

  @Test
  void openingIsCancelled() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      MediaSource source =
          new MediaSource.Address("http://127.0.0.1:" + silent.getLocalPort() + "/live.m3u8");
      Cancellation cancellation = new Cancellation();
      Thread canceller =
          new Thread(
              () -> {
                try (var connection = silent.accept()) {
                  cancellation.cancel();
                  connection.getInputStream().readAllBytes();
                } catch (IOException e) {
                  cancellation.cancel();
                }
              });
      canceller.start();
      assertReason(
          () -> MediaReader.open(source, MediaOptions.DEFAULT, 0, cancellation).close(),
          Reason.CANCELLED,
          "127.0.0.1",
          "cancelled");
      canceller.join();
    }
  }

  @Test
  void aCameraThatIsNotThere() {
    assertReason(
        () ->
            MediaReader.open(
                    new MediaSource.Camera("77"), MediaOptions.DEFAULT, 0, new Cancellation())
                .close(),
        Reason.UNREACHABLE,
        "camera 77",
        "cannot be opened");
  }

  private Path ffmpeg(String name, String arguments) throws IOException {
    return MediaTools.ffmpeg(folder.resolve(name), arguments.split(" +"));
  }

  private static Path cut(Path file, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
  }

  private static void assertReason(ThrowingCallable opening, Reason reason, String... texts) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
              assertThat(e).hasMessageContainingAll(texts);
            });
  }
}
