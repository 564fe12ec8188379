package io.affectstream.models.served;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.ClassNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Images in one folder per class. */
public final class LabelledImages {

  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png");

  private LabelledImages() {}

  /**
   * JPEG and PNG files anywhere below the class folders, in the order of their names; other files
   * are skipped.
   *
   * @param folder one folder per class
   * @throws IOException if it cannot be read, contains no image, or folder names are unknown
   *     classes; the message names them all
   */
  public static Map<Path, Expression> read(Path folder) throws IOException {
    Map<Path, Expression> images = new TreeMap<>();
    Set<String> unknown = new TreeSet<>();
    for (Path child : children(folder)) {
      String name = child.getFileName().toString();
      ClassNames.find(name)
          .ifPresentOrElse(label -> add(child, label, images), () -> unknown.add(name));
    }
    if (!unknown.isEmpty()) {
      throw new IOException(
          "%s: expected one folder per class, each one of %s, found %s"
              .formatted(folder, ClassNames.known(), unknown));
    }
    if (images.isEmpty()) {
      throw new IOException(
          "%s: expected images (%s) in one folder per class, found none"
              .formatted(folder, String.join(", ", new TreeSet<>(EXTENSIONS))));
    }
    return images;
  }

  private static Iterable<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void add(Path folder, Expression label, Map<Path, Expression> images) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .filter(LabelledImages::isImage)
          .forEach(file -> images.put(file, label));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
