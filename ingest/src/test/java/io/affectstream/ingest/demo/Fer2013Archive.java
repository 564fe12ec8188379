package io.affectstream.ingest.demo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads the images of a gzipped tar of FER2013 (Goodfellow et al. 2013), {@code
 * SPLIT/CLASS/NAME.jpg}.
 */
final class Fer2013Archive {

  private static final int BLOCK = 512;

  /** Receives one image. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Processes the next image.
     *
     * @param split first folder of the entry's path
     * @param label second folder
     * @param jpeg the file
     */
    void visit(String split, String label, byte[] jpeg);
  }

  private Fer2013Archive() {}

  /**
   * Visits every regular file three levels deep.
   *
   * @throws IOException if the archive cannot be read or is cut short
   */
  static void read(Path archive, Visitor visitor) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        DataInputStream tar =
            new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(file, 1 << 16), 1 << 16))) {
      byte[] header = new byte[BLOCK];
      tar.readFully(header);
      while (header[0] != 0) {
        int length = Integer.parseInt(text(header, 124, 11), 8);
        byte[] content = new byte[length];
        tar.readFully(content);
        tar.skipNBytes(Math.floorMod(-length, BLOCK));
        visit(header, content, visitor);
        tar.readFully(header);
      }
    }
  }

  private static void visit(byte[] header, byte[] content, Visitor visitor) {
    String name = text(header, 0, 100);
    String[] path = (name.startsWith("./") ? name.substring(2) : name).split("/");
    boolean regular = header[156] == '0' || header[156] == 0;
    if (regular && path.length == 3) {
      visitor.visit(path[0], path[1], content);
    }
  }

  private static String text(byte[] header, int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.US_ASCII).trim();
  }
}
