package io.affectstream.app.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A separate JVM, in a folder with its output and temporary files. It ends with this JVM. {@link
 * #close} kills it.
 */
public final class JavaProcess implements AutoCloseable {

  private static final int TAIL = 4_000;

  /**
   * Common settings of JVMs.
   *
   * @param classPath folders and jars
   * @param environment variables added to those of this JVM
   */
  public record Setting(List<Path> classPath, Map<String, String> environment) {}

  private final String name;
  private final Process process;
  private final Path output;
  private volatile boolean killed;

  private JavaProcess(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a main class.
   *
   * @param folder below which a folder of this process is made; the name must be new there
   * @param options of the JVM
   */
  public static JavaProcess start(
      Path folder,
      String name,
      Setting setting,
      List<String> options,
      String main,
      List<String> arguments)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Path temporary = Files.createDirectory(own.resolve("tmp"));
    List<String> classPath = new ArrayList<>(List.of(leash(own).toString()));
    setting.classPath().forEach(entry -> classPath.add(entry.toString()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:-UsePerfData");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(":", classPath), Leash.class.getName(), main));
    command.addAll(arguments);
    Path output = own.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(own.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().putAll(setting.environment());
    return new JavaProcess(name, builder.start(), output);
  }

  /** A folder that contains only the class. */
  private static Path leash(Path folder) throws IOException {
    Path classes = folder.resolve("leash");
    String file = Leash.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Leash.class.getClassLoader().getResourceAsStream(file)) {
      Files.createDirectories(classes.resolve(file).getParent());
      Files.copy(in, classes.resolve(file));
    }
    return classes;
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it is running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its standard output and error so far. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  /**
   * Waits for its end.
   *
   * @return exit code
   * @throws AssertionError with the end of its output, if it still runs after {@code limit}
   */
  public int await(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(tail());
    }
    return process.exitValue();
  }

  /**
   * Checks that it runs or was killed.
   *
   * @throws AssertionError with the end of its output, if it has ended on its own
   */
  public void requireSound() throws IOException {
    if (!isAlive() && !killed) {
      throw new AssertionError(tail());
    }
  }

  /** For messages: whether it runs and the end of what it has written. */
  String tail() throws IOException {
    String text = output();
    return "%s %s:%n%s%n"
        .formatted(
            name,
            isAlive() ? "runs" : "ended with exit code " + process.exitValue(),
            text.substring(Math.max(0, text.length() - TAIL)));
  }

  /** Kills it like {@code kill -9} and waits for its end. */
  public void kill() {
    killed = true;
    process.destroyForcibly().onExit().join();
  }

  /**
   * Terminates it like {@code kill} and waits for its end.
   *
   * @throws AssertionError with the end of its output, if it still runs after {@code limit}
   */
  public void terminate(Duration limit) throws IOException, InterruptedException {
    killed = true;
    process.destroy();
    await(limit);
  }

  @Override
  public void close() {
    kill();
  }
}
