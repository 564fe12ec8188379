package io.affectstream.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the servers of tests. */
final class Options {

  private static final ConsoleOptions DEFAULT = ConsoleOptions.DEFAULT;

  private Options() {}

  /** The whole history, of which that many rows per stream stay in memory. */
  static ConsoleOptions retaining(int rows) {
    return of("127.0.0.1", 0, Optional.empty(), Optional.empty(), rows);
  }

  /** The same at a port. */
  static ConsoleOptions at(int port) {
    return of("127.0.0.1", port, Optional.empty(), Optional.empty(), 2000);
  }

  static ConsoleOptions withoutHistory() {
    return of("127.0.0.1", 0, Optional.empty(), Optional.of(Duration.ZERO), 100);
  }

  static ConsoleOptions boundTo(String address) {
    return of(address, 0, Optional.empty(), Optional.empty(), 10);
  }

  static ConsoleOptions withToken(String token) {
    return of("127.0.0.1", 0, Optional.of(token), Optional.empty(), 100);
  }

  /** TLS with a token. */
  static ConsoleOptions encrypted(Path keystore, String password, String token) {
    return new ConsoleOptions(
        "127.0.0.1",
        0,
        Optional.of(token),
        Optional.of(keystore),
        Optional.of(password),
        Optional.empty(),
        DEFAULT.maxClients(),
        DEFAULT.maxStreams(),
        100);
  }

  private static ConsoleOptions of(
      String bind, int port, Optional<String> token, Optional<Duration> history, int rows) {
    return new ConsoleOptions(
        bind,
        port,
        token,
        Optional.empty(),
        Optional.empty(),
        history,
        DEFAULT.maxClients(),
        DEFAULT.maxStreams(),
        rows);
  }
}
