package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.testing.MediaTools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples match ffmpeg's; chunks of 100 ms are contiguous. */
class SoundTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "s16.wav, -c:a pcm_s16le -ar 16000, 16000, 1",
    "u8.wav, -c:a pcm_u8 -ar 8000, 8000, 1",
    "s24.wav, -c:a pcm_s24le -ar 48000 -ac 2, 48000, 2",
    "f32.wav, -c:a pcm_f32le -ar 11025 -ac 3, 11025, 3",
    "a.flac, -c:a flac -ar 44100 -ac 6, 44100, 6",
    "a.mkv, -c:a pcm_s16le -ar 22050 -ac 2, 22050, 2"
  })
  void losslessSoundIsExact(String name, String arguments, int rate, int channels)
      throws Exception {
    Path file =
        MediaTools.ffmpeg(
            folder.resolve(name),
            ("-f lavfi -i sine=frequency=300:duration=1.23:sample_rate=48000 " + arguments)
                .split(" +"));
    Played played = Played.file(file);
    assertThat(played.pcm()).isEqualTo(MediaTools.samples(file, folder.resolve("raw.s16le")));
    assertSeamless(played.sounds(), rate, channels);
    assertThat(played.report().audioGaps()).isZero();
  }

  @Test
  void clipsOfTheDataFolder() throws Exception {
    Path file = TestData.require("media/bbaf2n.mpg");
    Played played = Played.file(file);
    byte[] expected = MediaTools.samples(file, folder.resolve("raw.s16le"));
    byte[] found = played.pcm();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i += 2) {
      assertThat(sample(found, i)).isBetween(sample(expected, i) - 1, sample(expected, i) + 1);
    }
    assertSeamless(played.sounds(), 44_100, 2);
  }

  private static int sample(byte[] pcm, int at) {
    return (pcm[at] & 0xFF) | (pcm[at + 1] << 8);
  }

  private static void assertSeamless(List<MediaEvent.Sound> sounds, int rate, int channels) {
    long samples = 0;
    for (int i = 0; i < sounds.size(); i++) {
      MediaEvent.Sound sound = sounds.get(i);
      assertThat(sound.sampleRate()).isEqualTo(rate);
      assertThat(sound.channels()).isEqualTo(channels);
      assertThat(sound.time()).isEqualTo(samples * 1_000_000 / rate);
      assertThat(samples).isEqualTo((long) i * rate / 10);
      samples += sound.pcm().length / (2 * channels);
    }
  }
}
