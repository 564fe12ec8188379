package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A folder in which programs of npm packages run. */
final class NodePackages {

  private static final String MODULES = "NODE_PATH";

  private final Path folder;

  private NodePackages(Path folder) {
    this.folder = folder;
  }

  /** A folder with packages; skips the test without them, except in CI, where it fails. */
  static NodePackages in(Path folder, List<String> packages) throws IOException {
    Optional<Path> modules =
        Optional.ofNullable(System.getenv(MODULES))
            .map(Path::of)
            .filter(path -> packages.stream().allMatch(name -> Files.exists(path.resolve(name))));
    if (modules.isEmpty()) {
      String missing = "npm packages %s are not installed in %s".formatted(packages, MODULES);
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      Assumptions.abort(missing);
    }
    Files.createSymbolicLink(folder.resolve("node_modules"), modules.orElseThrow());
    Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
    return new NodePackages(folder);
  }

  /** Copies a file of the resources. */
  void copy(String name) throws IOException {
    try (InputStream in = NodePackages.class.getResourceAsStream("/client/" + name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  /** Compiles a copied TypeScript file, with all checks. */
  void compile(String name) throws IOException, InterruptedException {
    copy(name);
    String unused =
        run(
            "node_modules/typescript/bin/tsc",
            "--strict",
            "--target",
            "es2022",
            "--module",
            "nodenext",
            "--skipLibCheck",
            "--lib",
            "es2022,dom",
            name);
  }

  /** Starts Node with a program and arguments. */
  Process start(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(arguments).directory(folder.toFile());
    builder.command().add(0, "node");
    return builder.redirectErrorStream(true).start();
  }

  /** Runs a program to its end and returns what it printed. */
  String run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
