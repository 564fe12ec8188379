package io.affectstream.export.served;

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

/** Pictures in one folder per class. */
public final class LabelledPictures {

  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png");

  private LabelledPictures() {}

  /**
   * JPEG and PNG files anywhere below the class folders, in the order of their names; other files
   * are skipped.
   *
   * @param folder one folder per class
   * @throws IOException if it cannot be read, contains no picture, or folder names are unknown
   *     classes; the message names them all
   */
  public static Map<Path, Expression> read(Path folder) throws IOException {
    Map<Path, Expression> pictures = new TreeMap<>();
    Set<String> unknown = new TreeSet<>();
    for (Path child : children(folder)) {
      String name = child.getFileName().toString();
      ClassNames.find(name)
          .ifPresentOrElse(label -> add(child, label, pictures), () -> unknown.add(name));
    }
    if (!unknown.isEmpty()) {
      throw new IOException(
          "%s: expected one folder per class, each one of %s, found %s"
              .formatted(folder, ClassNames.known(), unknown));
    }
    if (pictures.isEmpty()) {
      throw new IOException(
          "%s: expected pictures (%s) in one folder per class, found none"
              .formatted(folder, String.join(", ", new TreeSet<>(EXTENSIONS))));
    }
    return pictures;
  }

  private static Iterable<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void add(Path folder, Expression label, Map<Path, Expression> pictures) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .filter(LabelledPictures::isPicture)
          .forEach(file -> pictures.put(file, label));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
