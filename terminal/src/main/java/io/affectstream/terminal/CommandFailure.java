package io.affectstream.terminal;

import java.io.Serial;

/** A command cannot continue; the message is sufficient for the user. */
public final class CommandFailure extends Exception implements ExitCoded {

  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** A failure with an exit code of {@link ExitCode}. */
  public CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
