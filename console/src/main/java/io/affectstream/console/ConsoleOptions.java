package io.affectstream.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the server.
 *
 * @param bind address to listen on
 * @param port 0 = any free one
 * @param token required of clients; empty = none
 * @param keystore certificate and key, PKCS #12 or JKS; empty = no TLS
 * @param keystorePassword its password
 * @param history how far back to read at the start; empty = from the beginning of the topics
 * @param maxClients live clients
 * @param maxStreams streams to retain in memory
 * @param rowsPerStream records to retain in memory per stream and topic
 * @param showImages whether clients may see images of the streams
 */
public record ConsoleOptions(
    String bind,
    int port,
    Optional<String> token,
    Optional<Path> keystore,
    Optional<String> keystorePassword,
    Optional<Duration> history,
    int maxClients,
    int maxStreams,
    int rowsPerStream,
    boolean showImages) {

  /** On the loopback address, any free port, with the history of an hour. */
  public static final ConsoleOptions DEFAULT =
      new ConsoleOptions(
          "127.0.0.1",
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(Duration.ofHours(1)),
          256,
          1000,
          2000,
          false);

  /** The same, reading from the beginning of the topics. */
  public ConsoleOptions withWholeHistory() {
    return new ConsoleOptions(
        bind,
        port,
        token,
        keystore,
        keystorePassword,
        Optional.empty(),
        maxClients,
        maxStreams,
        rowsPerStream,
        showImages);
  }
}
