package io.affectstream.jobs.cli;

import io.affectstream.jobs.analyze.AnalyzeOutcome;

/** Exit codes of the command line. */
final class ExitCode {

  /** It did what was asked. */
  static final int OK = 0;

  /** It could not. */
  static final int FAILED = 1;

  /** Wrong arguments or configuration. */
  static final int USAGE = 2;

  /** The network cannot be reached. */
  static final int NO_NETWORK = 3;

  /** It finished, but a source was incomplete or could give no result with this bundle. */
  static final int INCOMPLETE = AnalyzeOutcome.INCOMPLETE;

  private ExitCode() {}
}
