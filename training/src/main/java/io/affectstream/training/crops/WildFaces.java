package io.affectstream.training.crops;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.ClassNames;
import io.affectstream.training.data.CsvLines;
import io.affectstream.training.data.CsvLines.Line;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Labelled face images in a folder with {@code labels.csv} (columns path, label, person) and {@code
 * faces-wild.tar.gz}. A person is in one split only, which depends on the person's name. Images of
 * {@link Expression#OTHER} (contempt) are skipped, as that class is not trained.
 */
public final class WildFaces {

  private static final List<String> HEADER = List.of("path", "label", "person");
  private static final int PARTS = 100;
  private static final int REPORTED = 20;
  private static final int CHOSEN = 30;

  private WildFaces() {}

  private record Entry(Expression label, String split) {}

  /**
   * Crops every face.
   *
   * @throws IOException if a file cannot be read or written, or an image has no label
   */
  public static void cut(Path folder, FaceCutter cutter) throws IOException {
    Map<String, Entry> entries = entries(folder.resolve("labels.csv"));
    Path archive = folder.resolve("faces-wild.tar.gz");
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry next = tar.getNextEntry(); next != null; next = tar.getNextEntry()) {
        String name =
            next.getName().startsWith("./") ? next.getName().substring(2) : next.getName();
        Entry entry = entries.get(name);
        if (next.isFile() && entry == null) {
          throw new IOException(
              "%s: expected a label for '%s' in labels.csv, found none".formatted(archive, name));
        }
        if (next.isFile() && entry.label != Expression.OTHER) {
          cut(tar, entry, name, cutter);
        }
      }
    }
  }

  private static void cut(InputStream image, Entry entry, String name, FaceCutter cutter)
      throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    image.transferTo(encoded);
    try (BytePointer bytes = new BytePointer(encoded.toByteArray());
        Mat buffer = new Mat(1, encoded.size(), opencv_core.CV_8UC1, bytes);
        Mat bgr = opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_COLOR)) {
      if (bgr.empty()) {
        throw new IOException("%s: expected an image, found none".formatted(name));
      }
      cutter.cut(bgr, entry.split, entry.label, name.replaceFirst("\\.[^.]+$", ""));
    }
  }

  private static Map<String, Entry> entries(Path file) throws IOException {
    List<Line> lines = CsvLines.read(file);
    if (lines.isEmpty() || !lines.get(0).cells().equals(HEADER)) {
      throw new IOException(
          "%s: expected the header %s, found %s"
              .formatted(file, HEADER, lines.isEmpty() ? "nothing" : lines.get(0).cells()));
    }
    Map<String, Entry> entries = new HashMap<>();
    for (Line line : lines.subList(1, lines.size())) {
      List<String> cells = line.cells();
      if (cells.size() != HEADER.size()) {
        throw new IOException(
            "%s, line %d: expected %s, found %s".formatted(file, line.number(), HEADER, cells));
      }
      Entry entry = new Entry(ClassNames.expression(cells.get(1)), split(cells.get(2)));
      entries.put(cells.get(0), entry);
    }
    return entries;
  }

  /** Split of a person. */
  static String split(String person) {
    int part = Math.floorMod(person.hashCode() * 31 ^ person.hashCode() >>> 15, PARTS);
    return part < REPORTED ? "report" : part < CHOSEN ? "choose" : "train";
  }
}
