package io.affectstream.features.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * System programs that tests call. A missing one fails the test in CI ({@code CI=true}) and skips
 * it elsewhere, by name.
 */
public final class TestTools {

  private TestTools() {}

  /** Path of a program on the search path, e.g. {@code kcat}. */
  public static Path require(String program) {
    Optional<Path> found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String message = "needs the program %s on the search path".formatted(program);
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return found.orElseThrow();
  }
}
