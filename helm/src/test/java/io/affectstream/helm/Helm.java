package io.affectstream.helm;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The command helm, on the chart of this project. */
final class Helm {

  /** Folder of the chart. */
  static final Path CHART = Path.of("affectstream").toAbsolutePath();

  private Helm() {}

  /**
   * Result of a command.
   *
   * @param code exit code
   * @param output its standard output
   * @param errors its standard error
   */
  record Result(int code, String output, String errors) {

    /** The output of a command, which must succeed. */
    String required() {
      if (code != 0) {
        throw new AssertionError("helm ended with %d:%n%s%s".formatted(code, output, errors));
      }
      return output;
    }
  }

  /** The values of a file in the chart's folder ci. */
  static Path values(String name) {
    return CHART.resolve("ci").resolve(name + "-values.yaml");
  }

  /** Renders the chart; further arguments as for {@code helm template}. */
  static Result template(String values, String... further)
      throws IOException, InterruptedException {
    return run("template", values, further);
  }

  /** Checks the chart as {@code helm lint --strict} does. */
  static Result lint(String values) throws IOException, InterruptedException {
    return run("lint", values, "--strict");
  }

  private static Result run(String command, String values, String... further)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(require().toString(), command));
    if (command.equals("template")) {
      arguments.addAll(List.of("affect", "--namespace", "media", "--kube-version", "1.30.0"));
    }
    arguments.addAll(List.of(CHART.toString(), "-f", values(values).toString()));
    arguments.addAll(List.of(further));
    Path errors = Files.createTempFile("helm", ".err");
    Process process = new ProcessBuilder(arguments).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Result result = new Result(process.waitFor(), output, Files.readString(errors));
    Files.delete(errors);
    return result;
  }

  private static Path require() {
    for (String folder : Arrays.asList(System.getenv("PATH").split(File.pathSeparator))) {
      Path helm = Path.of(folder, "helm");
      if (Files.isExecutable(helm)) {
        return helm;
      }
    }
    String message = "needs the command helm (version 3)";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    Assumptions.abort(message);
    throw new IllegalStateException(message);
  }
}
