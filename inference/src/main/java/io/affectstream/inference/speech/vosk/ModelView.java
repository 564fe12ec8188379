package io.affectstream.inference.speech.vosk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A view of a model folder with {@code --dither=0} in its front end: links to its files in a
 * temporary folder, which can be deleted once the model is loaded.
 */
final class ModelView implements AutoCloseable {

  private static final String FRONT_END = "mfcc.conf";

  private final Path folder;

  private ModelView(Path folder) {
    this.folder = folder;
  }

  /**
   * A view of a model, in either of the layouts that Vosk supports.
   *
   * @throws IOException if the folder contains no Vosk model, or links cannot be created
   */
  static ModelView of(Path model) throws IOException {
    boolean nested = Files.isRegularFile(model.resolve("conf").resolve(FRONT_END));
    if (!nested && !Files.isRegularFile(model.resolve(FRONT_END))) {
      throw new IOException(
          "expected a Vosk model with conf/mfcc.conf, found %s"
              .formatted(Files.isDirectory(model) ? "a folder without it" : "no such folder"));
    }
    ModelView view = new ModelView(Files.createTempDirectory("vosk"));
    try {
      link(model, view.folder, nested ? "conf" : FRONT_END);
      Path source = nested ? model.resolve("conf") : model;
      Path target = nested ? Files.createDirectory(view.folder.resolve("conf")) : view.folder;
      if (nested) {
        link(source, target, FRONT_END);
      }
      Files.write(
          target.resolve(FRONT_END), withoutDither(Files.readAllLines(source.resolve(FRONT_END))));
      return view;
    } catch (IOException | RuntimeException e) {
      view.close();
      throw e;
    }
  }

  private static void link(Path from, Path to, String except) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (!entry.getFileName().toString().equals(except)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
        }
      }
    }
  }

  private static List<String> withoutDither(List<String> lines) {
    Stream<String> others = lines.stream().filter(line -> !line.strip().startsWith("--dither"));
    return Stream.concat(others, Stream.of("--dither=0")).toList();
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
