package io.affectstream.app.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.features.testing.TestTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs the commands of a document, in a folder with the documents that represents the product's
 * folder. Commands of the product run in this process.
 */
final class Terminal {

  /** The documents, from the folder of this module. */
  static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();

  private final Path folder;
  private final Map<String, String> replaced;

  /**
   * A terminal.
   *
   * @param folder created if missing
   * @param replaced replacements of placeholders in the document
   */
  Terminal(Path folder, Map<String, String> replaced) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.replaced = replaced;
    if (!Files.exists(folder.resolve("docs"))) {
      Files.createSymbolicLink(folder.resolve("docs"), DOCS);
    }
  }

  /** Runs one line and returns its output; fails unless it succeeds. */
  String type(String line) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" +")) {
      words.add(replaced(word));
    }
    String program = words.remove(0);
    if (List.of("pip", "npm").contains(program)) {
      requireInstalledByCi(program, words);
      return "";
    }
    if (program.equals("./affect")) {
      return affect(words);
    }
    return foreign(program, words);
  }

  private String replaced(String word) {
    String text = word;
    for (Map.Entry<String, String> entry : replaced.entrySet()) {
      text = text.replace(entry.getKey(), entry.getValue());
    }
    return text;
  }

  /** The build installs the packages that the document names. */
  private static void requireInstalledByCi(String program, List<String> words) throws IOException {
    String ci = Files.readString(DOCS.resolveSibling(".ci/install"));
    List<String> packages = words.subList(1, words.size());
    assertThat(ci).as(program).contains(packages);
  }

  private String affect(List<String> words) throws IOException {
    int redirect = words.indexOf(">");
    List<String> arguments = redirect < 0 ? words : words.subList(0, redirect);
    Affect affect = Affect.run(arguments.toArray(String[]::new));
    assertThat(affect.code()).as(affect.err()).isZero();
    if (redirect >= 0) {
      Files.writeString(folder.resolve(words.get(redirect + 1)), affect.out());
    }
    return affect.out();
  }

  private String foreign(String program, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (program.equals("java")) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Xmx256m");
    } else {
      command.add(TestTools.require(program).toString());
    }
    command.addAll(words);
    return run(folder, command);
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(() -> command + " " + read(errors)).isZero();
    return out;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Skips the test, or fails it in CI, unless Python has these modules. */
  static void requirePython(String... modules) throws IOException, InterruptedException {
    Path python = TestTools.require("python3");
    String check =
        "import importlib.util as u; print([m for m in %s if not u.find_spec(m)])"
            .formatted(Arrays.stream(modules).map(m -> "'" + m + "'").toList());
    requireNone("Python packages", ask(List.of(python.toString(), "-c", check)));
  }

  /** Skips the test, or fails it in CI, unless Node.js finds these packages (NODE_PATH). */
  static void requireNode(String... packages) throws IOException, InterruptedException {
    Path node = TestTools.require("node");
    String check =
        "console.log('[' + %s.filter(p => {try {require.resolve(p)} catch {return true}}) + ']')"
            .formatted(Arrays.stream(packages).map(p -> "'" + p + "'").toList());
    requireNone("npm packages, named by NODE_PATH,", ask(List.of(node.toString(), "-e", check)));
  }

  private static String ask(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.strip();
  }

  private static void requireNone(String what, String missing) {
    if (!missing.equals("[]")) {
      missing("needs the %s %s".formatted(what, missing));
    }
  }

  /** Fails in CI and skips elsewhere, with the reason. */
  static void missing(String message) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    Assumptions.abort(message);
  }
}
