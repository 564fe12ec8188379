package io.affectstream.export.bundle;

import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.ManifestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a bundle's folder. */
public final class BundleFolder {

  private BundleFolder() {}

  /**
   * Identity of a file's content.
   *
   * @param content of the file
   * @param licence SPDX identifier
   * @param source where it comes from
   */
  public static Manifest.FileEntry entry(byte[] content, String licence, String source) {
    return new Manifest.FileEntry(Digest.of(content), content.length, licence, source);
  }

  /**
   * Writes the files, then the manifest.
   *
   * @param folder created if missing
   * @param manifest names every file with its digest
   * @param files content by name
   * @throws IOException if a file cannot be written
   * @throws IllegalArgumentException if manifest and files do not name the same files with the same
   *     content
   */
  public static void write(Path folder, Manifest manifest, Map<String, byte[]> files)
      throws IOException {
    expectSame(manifest, files);
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    Files.write(
        folder.resolve(Manifest.FILE_NAME),
        ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8));
  }

  private static void expectSame(Manifest manifest, Map<String, byte[]> files) {
    if (!manifest.files().keySet().equals(files.keySet())) {
      throw new IllegalArgumentException(
          "bundle '%s': expected the files of the manifest %s, found %s"
              .formatted(manifest.id(), manifest.files().keySet(), files.keySet()));
    }
    files.forEach(
        (name, content) -> {
          String expected = manifest.files().get(name).sha256();
          String found = Digest.of(content);
          if (!expected.equals(found)) {
            throw new IllegalArgumentException(
                "bundle '%s': file '%s': expected sha256 %s, found %s"
                    .formatted(manifest.id(), name, expected, found));
          }
        });
  }
}
