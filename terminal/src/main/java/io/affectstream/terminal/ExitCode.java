package io.affectstream.terminal;

/** Exit codes of the command line. */
public final class ExitCode {

  /** Success. */
  public static final int OK = 0;

  /** Failure. */
  public static final int FAILED = 1;

  /** Wrong arguments or configuration. */
  public static final int USAGE = 2;

  /** The network cannot be reached. */
  public static final int NO_NETWORK = 3;

  /** Finished, but a source was incomplete or had no result with this bundle. */
  public static final int INCOMPLETE = 4;

  private ExitCode() {}
}
