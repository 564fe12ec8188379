package io.affectstream.dist;

import io.affectstream.features.testing.TestTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /** Runs a command to its end; its test is skipped, in CI failed, where it is missing. */
  static Result run(Path folder, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TestTools.require(name).toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
