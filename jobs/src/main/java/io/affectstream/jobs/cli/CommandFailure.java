package io.affectstream.jobs.cli;

import java.io.Serial;

/** A command cannot go on; the message is all a person needs. */
final class CommandFailure extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
