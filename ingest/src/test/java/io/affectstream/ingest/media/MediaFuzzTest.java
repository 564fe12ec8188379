package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.ingest.testing.MediaTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged media is read as far as possible or refused, without other failures. */
class MediaFuzzTest {

  private static final int MUTATIONS = 40;
  private static final String CLIP =
      "-f lavfi -i testsrc2=size=64x48:rate=25:duration=0.6"
          + " -f lavfi -i sine=sample_rate=16000:duration=0.6 ";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @Timeout(120)
  @CsvSource({
    "a.mp4, -c:v libx264 -c:a aac -movflags +faststart",
    "frag.mp4, -c:v libx264 -c:a aac -movflags frag_keyframe",
    "a.mkv, -c:v libx264 -c:a aac",
    "a.webm, -c:v libvpx -deadline realtime -c:a libopus -ar 16000",
    "a.flv, -c:v flv -c:a libmp3lame -ar 22050",
    "a.avi, -c:v mpeg4 -c:a libmp3lame",
    "a.wmv, -c:v wmv2 -c:a wmav2",
    "a.ogv, -c:v libtheora -c:a libvorbis",
    "a.mpg, -c:v mpeg2video -c:a mp2 -ar 48000",
    "a.ts, -c:v libx264 -c:a aac",
    "a.gif, -map 0:v",
    "a.wav, -map 1:a",
    "a.aiff, -map 1:a",
    "a.mp3, -map 1:a",
    "a.flac, -map 1:a",
    "a.opus, -map 1:a -c:a libopus"
  })
  void mutatedFilesAreReadOrRefused(String name, String codecs) throws Exception {
    Path whole = MediaTools.ffmpeg(folder.resolve(name), (CLIP + codecs).split(" +"));
    byte[] bytes = Files.readAllBytes(whole);
    Random random = new Random(name.hashCode());
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      read += reads(Files.write(folder.resolve("mutated-" + name), mutated(bytes, random)));
    }
    assertThat(read).as("files of which something is left").isPositive();
  }

  /** 1 if something could be read, 0 if the file was refused with a reason. */
  private static int reads(Path file) {
    try {
      Played played = Played.file(file);
      assertThat(played.events()).isNotEmpty();
      assertThat(played.images()).extracting(MediaEvent::time).isSorted().doesNotHaveDuplicates();
      assertThat(played.report().remarks()).doesNotContainNull();
      return 1;
    } catch (MediaException e) {
      assertThat(e).hasMessageContaining(file.getFileName().toString());
      return 0;
    }
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(400, bytes.length - at));
    switch (random.nextInt(6)) {
      case 0 -> flip(bytes, random, 1 + random.nextInt(40), bytes.length);
      case 1 -> flip(bytes, random, 1 + random.nextInt(12), Math.min(1_000, bytes.length));
      case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xFF));
      case 3 -> bytes = Arrays.copyOf(bytes, 1 + at);
      case 4 -> bytes = joined(bytes, at, at + length);
      default -> bytes = joined(bytes, at + length, at);
    }
    return bytes;
  }

  private static void flip(byte[] bytes, Random random, int count, int within) {
    for (int i = 0; i < count; i++) {
      bytes[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /** The bytes before {@code end}, then those from {@code begin}: a part lost, or twice. */
  private static byte[] joined(byte[] bytes, int end, int begin) {
    byte[] all = Arrays.copyOf(bytes, end + bytes.length - begin);
    System.arraycopy(bytes, begin, all, end, bytes.length - begin);
    return all;
  }
}
