package io.affectstream.inference.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Files of a folder. Links must not point outside. */
final class FolderContent implements BundleContent {

  private final Path root;

  FolderContent(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  @Override
  public Optional<Set<String>> names() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> !Files.isDirectory(file))
          .forEach(file -> names.add(root.relativize(file).toString().replace('\\', '/')));
    }
    return Optional.of(names);
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    Path file = root.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Path real = file.toRealPath();
    if (!real.startsWith(root)) {
      throw new IOException("a link that leads out of the bundle to " + real);
    }
    return Optional.of(Files.newInputStream(real));
  }

  @Override
  public void close() {}
}
