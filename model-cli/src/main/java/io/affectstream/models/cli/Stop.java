package io.affectstream.models.cli;

import java.util.concurrent.CancellationException;

/** Ends a command after Ctrl-C, between two steps. */
final class Stop {

  private Stop() {}

  /**
   * @throws CancellationException if this thread was interrupted
   */
  static void ifAsked() {
    if (Thread.interrupted()) {
      throw new CancellationException();
    }
  }
}
