package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.ingest.testing.MediaTools.Probed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every frame appears once, in order, within 1 ms of ffprobe's time; sound is on the same clock.
 */
class PresentationTimeTest {

  private static final String IMAGES = "testsrc2=size=160x120:rate=25:duration=2";
  private static final String SOUND = "sine=frequency=440:sample_rate=44100:duration=2";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbaf2n.mpg",
        "brbk7n.mpg",
        "id2_vcd_swwp2s.mpg",
        "lbax4n.mpg",
        "lrwp9a.mpg",
        "swiz3n.mpg",
        "pyfeat_face_noface.mov",
        "pyfeat_no_face.mp4"
      })
  void clipsOfTheDataFolder(String name) throws Exception {
    assertTimes(TestData.require("media/" + name));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("containers, offsets, variable rates")
  @CsvSource(
      delimiter = '|',
      value = {
        "bframes.mp4 | -c:v libx264 -bf 3 -g 25 -c:a aac",
        "plain.mkv | -c:v libx264 -bf 2 -c:a libopus -ar 48000",
        "offset.ts | -c:v libx264 -bf 2 -c:a aac -output_ts_offset 3600",
        "offset.mkv | -c:v libx264 -c:a aac -output_ts_offset 12.345",
        "offset.mp4 | -c:v libx264 -bf 2 -c:a aac -output_ts_offset 5",
        "offset.mpg | -c:v mpeg2video -bf 2 -c:a mp2 -output_ts_offset 10",
        "clip.webm | -c:v libvpx -deadline realtime -c:a libvorbis",
        "clip.avi | -c:v mpeg4 -bf 2 -c:a libmp3lame",
        "clip.flv | -c:v libx264 -bf 2 -c:a aac",
        "sixty.mp4 | -r 60 -c:v libx264 -bf 2 -c:a aac",
        "ntsc.mov | -r 30000/1001 -c:v libx264 -bf 2 -c:a aac",
        "variable.mp4 | -vf select='not(mod(n\\,3))+lt(n\\,9)' -fps_mode vfr -c:v libx264 -bf 2"
            + " -c:a aac",
        "variable.mkv | -vf select='gt(random(1)\\,0.5)' -fps_mode vfr -c:v libx264 -bf 2 -c:a"
            + " flac",
      })
  void generated(String name, String arguments) throws Exception {
    assertTimes(make(name, arguments));
  }

  @Test
  void soundThatStartsLaterKeepsItsOffset() throws Exception {
    Path delayed =
        MediaTools.ffmpeg(
            folder.resolve("delayed.mp4"),
            ("-f lavfi -i "
                    + IMAGES
                    + " -itsoffset 0.7 -f lavfi -i "
                    + SOUND
                    + " -c:v libx264 -bf 2 -c:a pcm_s16le -f mov")
                .split(" "));
    Played played = assertTimes(delayed);
    assertThat(played.sounds().get(0).time()).isCloseTo(700_000, within(1_000L));
  }

  @Test
  void imagesThatStartLaterKeepTheirOffset() throws Exception {
    Path delayed =
        MediaTools.ffmpeg(
            folder.resolve("late-images.mkv"),
            ("-itsoffset 1.2 -f lavfi -i "
                    + IMAGES
                    + " -f lavfi -i "
                    + SOUND
                    + " -c:v libx264 -bf 2 -c:a pcm_s16le")
                .split(" "));
    Played played = assertTimes(delayed);
    assertThat(played.sounds().get(0).time()).isZero();
    assertThat(played.images().get(0).time()).isCloseTo(1_200_000, within(1_000L));
  }

  @Test
  void bareVideoWithoutTimestampsIsPlacedByItsRate() throws Exception {
    Path bare = make("bare.h264", "-an -c:v libx264 -bf 0 -f h264");
    List<MediaEvent.Image> images = Played.file(bare).images();
    assertThat(images).hasSize(50);
    for (int i = 0; i < images.size(); i++) {
      assertThat(images.get(i).time()).isCloseTo(i * 40_000L, within(1_000L));
    }
  }

  private Path make(String name, String arguments) throws IOException {
    return MediaTools.ffmpeg(
        folder.resolve(name),
        ("-f lavfi -i " + IMAGES + " -f lavfi -i " + SOUND + " -map 0:v -map 1:a " + arguments)
            .replace("-map 1:a -an", "")
            .split(" +"));
  }

  private static Played assertTimes(Path file) throws IOException, MediaException {
    List<Probed> expected = MediaTools.videoFrames(file);
    double start = MediaTools.start(file);
    Played played = Played.file(file);
    List<MediaEvent.Image> images = played.images();
    assertThat(images).hasSameSizeAs(expected).hasSizeGreaterThan(10);
    double interval = played.info().video().orElseThrow().intervalMicros() / 1e6;
    double wanted = Double.NaN;
    for (int i = 0; i < expected.size(); i++) {
      double probed = expected.get(i).seconds() - start;
      wanted = Double.isNaN(probed) ? wanted + interval : probed;
      assertThat(images.get(i).time() / 1e6)
          .as("frame %d of %s", i, file.getFileName())
          .isCloseTo(wanted, within(0.001));
      assertThat(images.get(i).jpeg()).startsWith(0xFF, 0xD8);
    }
    assertThat(played.report().estimatedTimes())
        .isEqualTo(expected.stream().filter(frame -> Double.isNaN(frame.seconds())).count());
    if (!played.sounds().isEmpty()) {
      assertThat(played.sounds().get(0).time() / 1e6)
          .as("first sample of %s", file.getFileName())
          .isCloseTo(MediaTools.firstAudio(file) - start, within(0.001));
    }
    assertThat(played.report().brokenOff()).isEmpty();
    assertThat(played.report().corruptPackets()).isZero();
    assertThat(played.report().movedImages()).isZero();
    return played;
  }
}
