package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

  private static final int LARGE = 40 << 20;

  @TempDir Path folder;

  @Test
  void aSmallFileIsKnownByItsBytesAlone() throws Exception {
    Path file = folder.resolve("a.mp4");
    Files.write(file, bytes(5_000, 1));
    String digest = digest(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(digest(file)).isEqualTo(digest).startsWith("5000 bytes, ");

    Path copy = Files.copy(file, folder.resolve("b.mp4"));
    assertThat(digest(copy)).isEqualTo(digest);
    byte[] other = Files.readAllBytes(file);
    other[2_500] ^= 1;
    assertThat(digest(Files.write(file, other))).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, LARGE / 2, LARGE - 1})
  void aLargeFileChangedInPlaceIsAnother(int at) throws Exception {
    Path file = large();
    String digest = digest(file);
    assertThat(digest(file)).isEqualTo(digest);
    change(file, at);
    Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
    assertThat(digest(file)).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, LARGE - 1})
  void aLargeFileWithTheSizeAndTimeOfAnotherDiffersByItsBlocks(int at) throws Exception {
    Path file = large();
    String digest = digest(file);
    change(file, at);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(digest(file)).isNotEqualTo(digest);
  }

  @Test
  void whatMayHoldSomethingElseEachTimeHasNoDigest() throws Exception {
    assertThat(ContentDigest.of(new MediaSource.Address("http://h/a.mp4"))).isEmpty();
    assertThat(ContentDigest.of(new MediaSource.Camera("0"))).isEmpty();
    assertThat(ContentDigest.of(new MediaSource.File(Path.of("/dev/null")))).isEmpty();
    Path list = Files.writeString(folder.resolve("live.M3U8"), "#EXTM3U");
    assertThat(ContentDigest.of(new MediaSource.File(list))).isEmpty();
  }

  private Path large() throws IOException {
    Path file = folder.resolve("large.mkv");
    Files.write(file, bytes(LARGE, 7));
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static void change(Path file, int at) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(at);
      access.write(99);
    }
  }

  private static String digest(Path file) throws IOException {
    return ContentDigest.of(new MediaSource.File(file)).orElseThrow();
  }
}
