package io.affectstream.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The unmodified distribution of Flink 2.3 ({@code AFFECT_FLINK}). */
final class FlinkHome {

  private FlinkHome() {}

  /** A copy of its folder with linked jars, to which files can be added. */
  static Path linked(Path folder) throws IOException {
    Path original = require();
    Files.createDirectories(folder.resolve("lib"));
    Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("plugins"), original.resolve("plugins"));
    for (Path jar : files(original.resolve("lib"))) {
      Files.createSymbolicLink(folder.resolve("lib").resolve(jar.getFileName()), jar);
    }
    // The scripts expect the other files next to themselves, even behind a link.
    for (Path script : files(original.resolve("bin"))) {
      Files.copy(
          script,
          folder.resolve("bin").resolve(script.getFileName()),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    return folder;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Its folder; the test is skipped, in CI failed, where it is missing. */
  static Path require() {
    String named = System.getenv("AFFECT_FLINK");
    if (named != null && Files.isDirectory(Path.of(named, "plugins"))) {
      return Path.of(named).toAbsolutePath();
    }
    String message = "needs the unpacked distribution of Flink 2.3 in AFFECT_FLINK";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message + "; found " + named);
    }
    Assumptions.abort(message);
    throw new IllegalStateException(message);
  }
}
