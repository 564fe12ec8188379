package io.affectstream.app.cli;

import io.affectstream.jobs.alerts.RuleSet;
import io.affectstream.jobs.alerts.RulesFileException;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files of rules on the command line. */
final class RuleArguments {

  private RuleArguments() {}

  /**
   * The rules of a file.
   *
   * @param from originating time of rules without their own, microseconds
   * @throws CommandFailure if the file has problems
   */
  static RuleSet read(Path file, Optional<Long> from) throws CommandFailure, IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(ExitCode.USAGE, file + ": expected a file of rules, found none");
    }
    try {
      return RuleSet.read(file, from);
    } catch (RulesFileException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }
}
