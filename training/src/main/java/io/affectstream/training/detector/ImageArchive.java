package io.affectstream.training.detector;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads images of a {@code .tar.gz} as grey images. */
final class ImageArchive {

  private ImageArchive() {}

  /**
   * Images in the order of their names.
   *
   * @param chosen which of them, by name
   * @throws IOException if the archive cannot be read or an entry is no image
   */
  static Map<String, GreyImage> read(Path archive, Predicate<String> chosen) throws IOException {
    Map<String, GreyImage> images = new TreeMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().replaceFirst("^\\./", "");
        if (entry.isFile() && chosen.test(name)) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          tar.transferTo(bytes);
          images.put(name, GreyImage.decode(name, bytes.toByteArray()));
        }
      }
    }
    return images;
  }
}
