package io.affectstream.app.cli.options;

import io.affectstream.console.ConsoleOptions;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the server of the console. */
public final class ServeOptions {

  private static final String WHOLE = "all";
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address on which the console listens; others than the loopback address need"
              + " --token-file. Default: ${DEFAULT-VALUE}.")
  private String bind;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8460",
      description = "Port of the console, 0 = any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the token that clients of the console must send.")
  private Path tokenFile;

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description = "Certificate and key of the console (PKCS #12 or JKS); it then serves TLS.")
  private Path keystore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "File with the password of the keystore.")
  private Path passwordFile;

  @Option(
      names = "--history",
      paramLabel = "DURATION|all",
      defaultValue = "PT1H",
      description =
          "How far back the console reads at its start, e.g. PT30M. Older records are read when"
              + " they are requested. Default: one hour.")
  private String history;

  @Option(
      names = "--max-clients",
      paramLabel = "COUNT",
      defaultValue = "256",
      description = "Live clients of the console. Default: ${DEFAULT-VALUE}.")
  private int maxClients;

  @Option(
      names = "--show-images",
      description =
          "Show the images of the streams to everybody who may connect. Default: no image leaves"
              + " Kafka.")
  private boolean showImages;

  /**
   * The settings.
   *
   * @throws CommandFailure if an option is wrong or a file cannot be read
   */
  public ConsoleOptions read() throws CommandFailure {
    require("--port", port >= 0 && port <= MAX_PORT, "0 to " + MAX_PORT, port);
    require("--max-clients", maxClients > 0, "at least 1", maxClients);
    return new ConsoleOptions(
        bind,
        port,
        secret("--token-file", tokenFile),
        Optional.ofNullable(keystore),
        secret("--tls-password-file", passwordFile),
        history(),
        maxClients,
        ConsoleOptions.DEFAULT.maxStreams(),
        ConsoleOptions.DEFAULT.rowsPerStream(),
        showImages);
  }

  private static void require(String option, boolean right, String expected, Object found)
      throws CommandFailure {
    if (!right) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s: expected %s, found '%s'".formatted(option, expected, found));
    }
  }

  private Optional<Duration> history() throws CommandFailure {
    if (history.equals(WHOLE)) {
      return Optional.empty();
    }
    Optional<Duration> read;
    try {
      read = Optional.of(Duration.parse(history));
    } catch (DateTimeParseException e) {
      read = Optional.empty();
    }
    boolean right = read.isPresent() && !read.get().isNegative();
    require("--history", right, "a duration of ISO 8601 such as PT30M, or 'all'", history);
    return read;
  }

  private static Optional<String> secret(String option, Path file) throws CommandFailure {
    if (file == null) {
      return Optional.empty();
    }
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s %s: cannot be read: %s".formatted(option, file, e.getMessage()));
    }
    if (text.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s %s: expected one line, found an empty file".formatted(option, file));
    }
    return Optional.of(text);
  }
}
