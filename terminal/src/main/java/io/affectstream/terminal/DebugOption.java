package io.affectstream.terminal;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --debug}, for the root of every command line. */
public final class DebugOption {

  static final String NAME = "--debug";

  @Option(
      names = NAME,
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  @SuppressWarnings("UnusedVariable") // read as the option's value, by Failures
  private boolean debug;
}
