package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.inference.testing.TestBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are missing, altered, superfluous or elsewhere. */
class FileCheckTest extends BundleRefusals {

  @Test
  void aBundleThatIsNotThereIsRefused() {
    assertThat(refused(temp.resolve("absent")))
        .hasMessageContaining("expected a folder or zip with manifest.json, found nothing");
  }

  @Test
  void aFolderWithoutManifestIsRefused() throws Exception {
    Files.writeString(temp.resolve("model.onnx"), "x");
    assertThat(refused(temp))
        .hasMessageContaining("manifest.json: expected the manifest at the top of the bundle")
        .hasMessageContaining("found 1 file(s): model.onnx; pass the folder that holds it");
  }

  @Test
  void aZipOfTheFolderInsteadOfItsContentIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    assertThat(refused(zip(folder, "b/")))
        .hasMessageContaining("found 3 file(s): b/face.onnx, b/fusion.onnx, b/manifest.json")
        .hasMessageContaining("or a zip of that folder's content");
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws Exception {
    Path file = Files.writeString(temp.resolve("b.zip"), "no zip");
    assertThat(refused(file)).hasMessageContaining("an error: java.util.zip.ZipException");
  }

  @Test
  void anUnreadableManifestIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    Files.writeString(folder.resolve("manifest.json"), "{\"format\": 2}");
    assertThat(refused(folder))
        .hasMessageContaining("manifest.json: expected a manifest of format 1")
        .hasMessageContaining("at 'format': expected 1, found 2");
    Files.write(folder.resolve("manifest.json"), new byte[(1 << 20) + 1]);
    assertThat(refused(folder)).hasMessageContaining("manifest.json: expected at most 1 MiB");
  }

  @Test
  void aMissingFileIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    Files.delete(folder.resolve("fusion.onnx"));
    assertThat(refused(folder))
        .hasMessageContaining("fusion.onnx: expected this file, found nothing; copy the bundle");
  }

  @Test
  void aShortOrLongFileIsRefused() throws Exception {
    Path folder = TestBundle.writeFaceOnly(temp.resolve("b"));
    Path file = folder.resolve("face.onnx");
    byte[] graph = Files.readAllBytes(file);
    Files.write(file, new byte[] {1, 2});
    assertThat(refused(folder))
        .hasMessageContaining(
            "face.onnx: expected %d bytes, found 2 bytes".formatted(graph.length));
    Files.write(file, new byte[graph.length + 5]);
    assertThat(refused(folder))
        .hasMessageContaining("expected %d bytes, found more than that".formatted(graph.length));
  }

  @Test
  void anUnlistedFileIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/extra.bin"), "x");
    assertThat(refused(folder))
        .hasMessageContaining("sub/extra.bin: expected only files the manifest lists");
    assertThat(refused(zip(folder, ""))).hasMessageContaining("sub/extra.bin: expected only");
  }

  @Test
  void filesOutsideOfTheBundleAreRefused() throws Exception {
    Files.write(temp.resolve("outside.onnx"), TestBundle.graphs().get("face.onnx"));
    for (String name : List.of("../outside.onnx", "/etc/passwd", "a/../../b", "a\\b", "./c", "")) {
      ObjectNode manifest = TestBundle.manifest();
      manifest.withObject("/files").set(name, manifest.get("files").get("face.onnx").deepCopy());
      ((ObjectNode) manifest.get("files").get(name)).put("sha256", "0".repeat(64)).put("bytes", 9);
      Path folder =
          TestBundle.write(Files.createTempDirectory(temp, "b"), manifest, TestBundle.graphs());
      assertThat(refused(folder).problems())
          .as(name)
          .singleElement()
          .hasToString(
              "manifest.json: files: expected paths within the bundle, of letters, digits, '.', '_', '-' and '/', found '%s'; move the file into the bundle and name it so"
                  .formatted(name));
    }
  }

  @Test
  void aLinkOutOfTheBundleIsRefused() throws Exception {
    Path outside = temp.resolve("outside.onnx");
    Files.write(outside, TestBundle.graphs().get("face.onnx"));
    Path folder = TestBundle.writeFaceOnly(temp.resolve("b"));
    Files.delete(folder.resolve("face.onnx"));
    Files.createSymbolicLink(folder.resolve("face.onnx"), outside);
    assertThat(refused(folder))
        .hasMessageContaining("face.onnx: expected a readable file")
        .hasMessageContaining("a link that leads out of the bundle");
  }
}
