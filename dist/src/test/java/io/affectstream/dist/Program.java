package io.affectstream.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command of the distribution as a separate process, with its output in a file. Ends with this
 * JVM; {@link #close} kills it.
 */
final class Program implements AutoCloseable {

  private static final int TAIL = 6_000;

  private final Process process;
  private final Path output;
  private final Thread hook;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a command.
   *
   * @param folder folder of its output and temporary files
   * @param environment variables added to those of this JVM
   */
  static Program start(
      Path folder, String name, Map<String, String> environment, List<String> command)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Path output = own.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(own.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("FLINK_LOG_DIR", own.toString());
    builder.environment().put("FLINK_PID_DIR", own.toString());
    return new Program(builder.start(), output);
  }

  /** Waits for its end, which must be successful, and returns its output. */
  String succeed() throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new AssertionError("ended with %d:%n%s".formatted(process.exitValue(), tail()));
    }
    return output();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /**
   * Checks that it runs.
   *
   * @throws AssertionError with the end of its output, if not
   */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("ended with %d:%n%s".formatted(process.exitValue(), tail()));
    }
  }

  /** The end of its output. */
  String tail() throws IOException {
    String text = output();
    return text.substring(Math.max(0, text.length() - TAIL));
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Kills it like {@code kill -9}. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
