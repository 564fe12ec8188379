package io.affectstream.dist;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Commands the tests of the container files need. */
final class Tools {

  private Tools() {}

  /**
   * How a command ended.
   *
   * @param code exit code
   * @param output what it printed, errors among it
   */
  record Result(int code, String output) {}

  /** Runs a command to its end; its test is skipped, in CI failed, where it is missing. */
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
