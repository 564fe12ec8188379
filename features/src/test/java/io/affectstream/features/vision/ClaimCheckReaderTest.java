package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.affectstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimCheckReaderTest {

  private static final byte[] IMAGE = {1, 2, 3};

  @TempDir Path folder;
  private Path root;
  private ClaimCheckReader claims;

  @BeforeEach
  void files() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("a"));
    Files.write(root.resolve("a/one 1.jpg"), IMAGE);
    Files.write(folder.resolve("secret.jpg"), new byte[] {9});
    Files.createDirectories(folder.resolve("root-other"));
    Files.write(folder.resolve("root-other/x.jpg"), new byte[] {9});
    claims = new ClaimCheckReader(root, new ImageLimits(10, 10, 100, 4));
  }

  @Test
  void readsARelativePathAndAFileUri() throws ImageException {
    assertThat(claims.read("a/one 1.jpg")).isEqualTo(IMAGE);
    assertThat(claims.read("a/../a/./one 1.jpg")).isEqualTo(IMAGE);
    assertThat(claims.read(root.resolve("a/one 1.jpg").toUri().toString())).isEqualTo(IMAGE);
  }

  @Test
  void aLinkThatStaysBelowTheFolderIsFollowed() throws IOException, ImageException {
    Files.createSymbolicLink(root.resolve("link.jpg"), root.resolve("a/one 1.jpg"));
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), root);
    assertThat(claims.read("link.jpg")).isEqualTo(IMAGE);
    assertThat(claims.read(alias.resolve("a/one 1.jpg").toUri().toString())).isEqualTo(IMAGE);
    assertThat(new ClaimCheckReader(alias).read("a/one 1.jpg")).isEqualTo(IMAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a",
        "a/..",
        "../secret.jpg",
        "a/../../secret.jpg",
        "../root-other/x.jpg",
        "/etc/passwd",
        "file:///etc/passwd",
        "file:relative.jpg",
        "file://host/etc/passwd",
        "http://example.org/x.jpg",
        "a\0b"
      })
  void whatLeadsElsewhereIsUnsafe(String uri) {
    assertRefused(uri, DeadLetterReason.UNSAFE_REFERENCE);
  }

  @Test
  void linksOutOfTheFolderAreUnsafe() throws IOException {
    Files.createSymbolicLink(root.resolve("link.jpg"), folder.resolve("secret.jpg"));
    Files.createSymbolicLink(root.resolve("out"), folder);
    assertRefused("link.jpg", DeadLetterReason.UNSAFE_REFERENCE);
    assertRefused("out/secret.jpg", DeadLetterReason.UNSAFE_REFERENCE);
    assertRefused(
        "out/%s/../secret.jpg".formatted(root.getFileName()), DeadLetterReason.UNSAFE_REFERENCE);
    assertRefused(
        folder.resolve("secret.jpg").toUri().toString(), DeadLetterReason.UNSAFE_REFERENCE);
  }

  @Test
  void aMissingFileIsUndecodableAndALargeOneTooLarge() throws IOException, ImageException {
    assertRefused("a/none.jpg", DeadLetterReason.UNDECODABLE_PICTURE);
    Files.write(root.resolve("four"), new byte[4]);
    Files.write(root.resolve("five"), new byte[5]);
    assertThat(claims.read("four")).hasSize(4);
    assertRefused("five", DeadLetterReason.PICTURE_TOO_LARGE);
  }

  @Test
  void theFolderMustExist() {
    Path none = folder.resolve("none");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new ClaimCheckReader(none))
        .withMessageContaining("expected an existing folder, found none at " + none);
  }

  private void assertRefused(String uri, DeadLetterReason reason) {
    assertThatExceptionOfType(ImageException.class)
        .as(uri)
        .isThrownBy(() -> claims.read(uri))
        .matches(e -> e.reason() == reason, "reason " + reason);
  }
}
