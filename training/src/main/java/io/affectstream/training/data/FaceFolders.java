package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads face images laid out as one folder per class ({@code split/class/image.jpg}), as FER2013 is
 * (Goodfellow et al. 2013), from a {@code .tar.gz} or from a directory. Images are in the order of
 * their names, so the same source yields the same sequence.
 */
public final class FaceFolders {

  private static final int SIDE = 48;

  private FaceFolders() {}

  /**
   * The images of one split.
   *
   * @param source archive or directory
   * @param split first folder, e.g. {@code train}
   * @throws IOException if the source cannot be read, an image is not 48x48, a folder is not a
   *     known class, or the split is empty
   */
  public static FaceImages read(Path source, String split) throws IOException {
    Map<String, byte[]> files =
        Files.isDirectory(source) ? fromDirectory(source, split) : fromArchive(source, split);
    if (files.isEmpty()) {
      throw new IOException("%s: expected images below '%s/', found none".formatted(source, split));
    }
    byte[] pixels = new byte[files.size() * SIDE * SIDE];
    List<Expression> labels = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      decode(file.getKey(), file.getValue(), pixels, labels.size() * SIDE * SIDE);
      labels.add(ClassNames.expression(className(file.getKey())));
    }
    return new FaceImages(SIDE, pixels, labels, List.copyOf(files.keySet()));
  }

  private static String className(String name) throws IOException {
    String[] parts = name.split("/");
    if (parts.length < 3) {
      throw new IOException("%s: expected split/class/image".formatted(name));
    }
    return parts[parts.length - 2];
  }

  private static Map<String, byte[]> fromArchive(Path archive, String split) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        String name =
            entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        if (entry.isFile() && name.startsWith(split + "/")) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          tar.transferTo(bytes);
          files.put(name, bytes.toByteArray());
        }
        entry = tar.getNextEntry();
      }
    }
    return files;
  }

  private static Map<String, byte[]> fromDirectory(Path root, String split) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Path folder = root.resolve(split);
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(path).toString().replace('\\', '/');
        files.put(name, Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static void decode(String name, byte[] encoded, byte[] into, int offset)
      throws IOException {
    try (BytePointer bytes = new BytePointer(encoded);
        Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8UC1, bytes);
        Mat image = opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_GRAYSCALE)) {
      if (image.cols() != SIDE || image.rows() != SIDE || !image.isContinuous()) {
        throw new IOException(
            "%s: expected a %dx%d image, found %dx%d"
                .formatted(name, SIDE, SIDE, image.cols(), image.rows()));
      }
      try (BytePointer data = image.data()) {
        data.get(into, offset, SIDE * SIDE);
      }
    }
  }
}
