package io.affectstream.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect alerts}. */
@Command(
    name = "alerts",
    synopsisSubcommandLabel = "COMMAND",
    description = "Check the rules of alerts, or apply them to running jobs.",
    subcommands = {AlertsCheckCommand.class, AlertsApplyCommand.class})
final class AlertsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: check or apply");
  }
}
