package io.affectstream.bench.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This command in a separate process with fewer cores: bound to them by {@code taskset} if
 * available, and limited to them in the JVM's settings.
 */
final class Child {

  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private Child() {}

  /** The command line of a child. */
  static List<String> command(int cores, boolean taskset, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (taskset) {
      command.addAll(List.of(TASKSET.toString(), "-c", cores == 1 ? "0" : "0-" + (cores - 1)));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:ActiveProcessorCount=" + cores);
    for (String name : List.of("java.io.tmpdir", "jna.tmpdir", "ai.djl.offline")) {
      if (System.getProperty(name) != null) {
        command.add("-D%s=%s".formatted(name, System.getProperty(name)));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.affectstream.bench.BenchMain");
    command.addAll(arguments);
    return command;
  }

  /** Whether cores can be bound. */
  static boolean binds() {
    return Files.isExecutable(TASKSET);
  }

  /**
   * Runs it; its progress messages go to {@code log}.
   *
   * @throws IOException if it fails
   */
  static void run(int cores, List<String> arguments, PrintWriter log)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(cores, binds(), arguments))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.errorReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.println("  " + line);
        log.flush();
      }
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "the measurement on %d cores failed with exit code %d".formatted(cores, code));
    }
  }
}
