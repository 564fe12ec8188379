package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.ingest.testing.MediaTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files are complete and truncated ones are not, for every container. */
class CompletenessTest {

  private static final String IMAGES = "-f lavfi -i testsrc2=size=160x120:rate=25:duration=4 ";
  private static final String SOUND = "-f lavfi -i sine=sample_rate=48000:duration=4 ";
  private static final String BOTH = IMAGES + SOUND;

  @TempDir Path folder;

  private static Stream<Arguments> containers() {
    return Stream.of(
        Arguments.of("a.mp4", BOTH + "-c:v libx264 -bf 2 -c:a aac -movflags +faststart"),
        Arguments.of("frag.mp4", BOTH + "-c:v libx264 -c:a aac -movflags frag_keyframe -g 12"),
        Arguments.of("a.mov", BOTH + "-c:v mpeg4 -c:a pcm_s16le -movflags +faststart"),
        Arguments.of("a.3gp", IMAGES + "-c:v mpeg4 -movflags +faststart"),
        Arguments.of("a.m4a", SOUND + "-c:a aac -movflags +faststart"),
        Arguments.of("a.mkv", BOTH + "-c:v libx264 -c:a aac"),
        Arguments.of("a.webm", BOTH + "-c:v libvpx -deadline realtime -c:a libopus"),
        Arguments.of("live.webm", BOTH + "-c:v libvpx -deadline realtime -c:a libopus -live 1"),
        Arguments.of("a.mka", SOUND + "-c:a flac"),
        Arguments.of("a.flv", BOTH + "-c:v libx264 -c:a aac -ar 44100"),
        Arguments.of("a.avi", BOTH + "-c:v mpeg4 -c:a libmp3lame"),
        Arguments.of("a.wmv", BOTH + "-c:v wmv2 -c:a wmav2"),
        Arguments.of("a.ogv", BOTH + "-c:v libtheora -c:a libvorbis"),
        Arguments.of("a.ogg", SOUND + "-c:a libvorbis"),
        Arguments.of("a.opus", SOUND + "-c:a libopus"),
        Arguments.of("a.mpg", BOTH + "-c:v mpeg2video -c:a mp2"),
        Arguments.of("a.ts", BOTH + "-c:v libx264 -c:a aac"),
        Arguments.of("a.mxf", BOTH + "-c:v mpeg2video -c:a pcm_s16le"),
        Arguments.of("a.gif", IMAGES + "-vf fps=10"),
        Arguments.of("a.ivf", IMAGES + "-c:v libvpx -deadline realtime"),
        Arguments.of("a.mp3", SOUND + "-c:a libmp3lame"),
        Arguments.of(
            "vbr.mp3", SOUND + "-c:a libmp3lame -q:a 4 -id3v2_version 3 -metadata title=x"),
        Arguments.of("bare.mp3", SOUND + "-c:a libmp3lame -write_xing 0 -id3v2_version 0"),
        Arguments.of("a.mp2", SOUND + "-c:a mp2"),
        Arguments.of("a.aac", SOUND + "-c:a aac"),
        Arguments.of("a.wav", SOUND + "-c:a pcm_s16le"),
        Arguments.of("law.wav", SOUND + "-c:a pcm_mulaw"),
        Arguments.of("big.wav", SOUND + "-c:a pcm_s16le -rf64 always"),
        Arguments.of("a.w64", SOUND + "-c:a pcm_s16le"),
        Arguments.of("a.aiff", SOUND + "-c:a pcm_s16be"),
        Arguments.of("a.au", SOUND + "-c:a pcm_s16be"),
        Arguments.of("a.caf", SOUND + "-c:a pcm_s16be"),
        Arguments.of("a.flac", SOUND + "-c:a flac"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void wholeFilesAreComplete(String name, String arguments) throws Exception {
    assertThat(Played.file(ffmpeg(name, arguments)).report().brokenOff()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void cutFilesAreNot(String name, String arguments) throws Exception {
    byte[] whole = Files.readAllBytes(ffmpeg(name, arguments));
    for (double share : new double[] {0.55, 0.83, 0.96}) {
      int length = (int) (whole.length * share) | 1;
      Path cut = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(whole, length));
      Played played = Played.file(cut);
      assertThat(played.report().brokenOff())
          .as("%.2f of %s", share, name)
          .hasValueSatisfying(
              reason -> assertThat(reason).matches("the source breaks off after \\d\\.\\d+ s: .+"));
      assertThat(played.events()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("late")
  void aFileMayStartLate(String name, String arguments) throws Exception {
    Played played = Played.file(ffmpeg(name, arguments + " -output_ts_offset 100"));
    assertThat(played.report().brokenOff()).isEmpty();
    assertThat(played.events().get(0).time()).isLessThan(100_000);
  }

  private static Stream<Arguments> late() {
    return containers()
        .filter(c -> !c.get()[0].toString().matches(".*(gif|mxf|3gp|mov|m4a|frag.*)"));
  }

  @Test
  void tracksThatAreNotPlayedMayBeLonger() throws Exception {
    Path words =
        Files.writeString(folder.resolve("s.srt"), "1\n00:00:01,000 --> 00:00:09,000\nHello\n");
    String longer = BOTH + "-f lavfi -i sine=sample_rate=48000:duration=9 -i " + words;
    String codecs = " -c:v libx264 -c:a aac ";
    String all = longer + " -map 0 -map 1 -map 2 -map 3";
    for (Path file :
        new Path[] {
          ffmpeg(
              "more.mkv",
              all + codecs + "-c:s srt -attach " + words + " -metadata:s:t mimetype=text/plain"),
          ffmpeg("more.mp4", all + codecs + "-c:s mov_text"),
          ffmpeg("more.ts", longer + " -map 0 -map 1 -map 2" + codecs)
        }) {
      Played played = Played.file(file);
      assertThat(played.report().brokenOff()).as(file.toString()).isEmpty();
      assertThat(played.images()).hasSize(100);
    }
  }

  @Test
  void trailingTagsAreNoCut() throws Exception {
    Path file = ffmpeg("tag.mp3", SOUND + "-c:a libmp3lame -write_id3v1 1 -metadata title=x");
    assertThat(Played.file(file).report().brokenOff()).isEmpty();
  }

  @Test
  void aRecordingWithoutItsEndMayHaveNoLength() throws Exception {
    Path whole = ffmpeg("a.wav", SOUND + "-c:a pcm_s16le");
    byte[] bytes = Files.readAllBytes(whole);
    int data = new String(bytes, 0, 200, StandardCharsets.ISO_8859_1).indexOf("data");
    Arrays.fill(bytes, data + 4, data + 8, (byte) 0xFF);
    Files.write(whole, bytes);
    Played played = Played.file(whole);
    assertThat(played.report().brokenOff()).isEmpty();
    assertThat(played.soundEnd()).isEqualTo(4_000_000);
  }

  private Path ffmpeg(String name, String arguments) throws IOException {
    return MediaTools.ffmpeg(folder.resolve(name), arguments.strip().split(" +"));
  }
}
