package io.affectstream.dist;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Commands that the tests of the container files need. */
final class Tools {

  private Tools() {}

  /**
   * Result of a command.
   *
   * @param code exit code
   * @param output its output, including errors
   */
  record Result(int code, String output) {}

  /** Runs a command to its end; if it is missing, the test is skipped, or fails in CI. */
  static Result run(Path folder, String name, String what, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(require(name, what).toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private static Path require(String name, String what) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      Path command = Path.of(folder, name);
      if (Files.isExecutable(command)) {
        return command;
      }
    }
    String message = "needs the command %s (%s)".formatted(name, what);
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    Assumptions.abort(message);
    throw new IllegalStateException(message);
  }
}
