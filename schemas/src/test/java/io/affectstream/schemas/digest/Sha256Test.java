package io.affectstream.schemas.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

  /** Example of FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void bytesTextsAndFilesHaveThePublishedDigest(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "abc");

    assertThat(Sha256.of("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(ABC);
    assertThat(Sha256.of(file)).isEqualTo(ABC);
    assertThat(Sha256.of("abc", 4)).isEqualTo(ABC.substring(0, 8));
  }

  @Test
  void aFolderDependsOnNamesAndContentsOfItsFilesOnly(@TempDir Path folder) throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    for (Path into : new Path[] {one, two}) {
      Files.writeString(into.resolve("a"), "abc");
    }
    Files.createDirectory(two.resolve("below"));

    assertThat(Sha256.ofFolder(two)).isEqualTo(Sha256.ofFolder(one));
    Files.move(two.resolve("a"), two.resolve("b"));
    assertThat(Sha256.ofFolder(two)).isNotEqualTo(Sha256.ofFolder(one));
  }
}
