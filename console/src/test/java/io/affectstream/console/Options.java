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
    return of("127.0.0.1", 0, Optional.empty(), Optional.empty(), rows, false);
  }

  /** The same at a port. */
  static ConsoleOptions at(int port) {
    return of("127.0.0.1", port, Optional.empty(), Optional.empty(), 2000, false);
  }

  /** The whole history, with images. */
  static ConsoleOptions showingImages() {
    return of("127.0.0.1", 0, Optional.empty(), Optional.empty(), 2000, true);
  }

  static ConsoleOptions withoutHistory() {
    return of("127.0.0.1", 0, Optional.empty(), Optional.of(Duration.ZERO), 100, false);
  }

  static ConsoleOptions boundTo(String address) {
    return of(address, 0, Optional.empty(), Optional.empty(), 10, false);
  }

  static ConsoleOptions withToken(String token) {
    return of("127.0.0.1", 0, Optional.of(token), Optional.empty(), 100, false);
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
        100,
        false);
  }

  private static ConsoleOptions of(
      String bind,
      int port,
      Optional<String> token,
      Optional<Duration> history,
      int rows,
      boolean images) {
    return new ConsoleOptions(
        bind,
        port,
        token,
        Optional.empty(),
        Optional.empty(),
        history,
        DEFAULT.maxClients(),
        DEFAULT.maxStreams(),
        rows,
        images);
  }
}
