package io.affectstream.terminal;

/** A failure that knows the exit code of its command; its message is sufficient for the user. */
public interface ExitCoded {

  /** One of {@link ExitCode}. */
  int exitCode();
}
