package io.affectstream.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect models}. */
@Command(
    name = "models",
    synopsisSubcommandLabel = "COMMAND",
    description = "List, fetch and locate models that are not shipped.",
    subcommands = {ModelsListCommand.class, ModelsFetchCommand.class, ModelsPathCommand.class})
final class ModelsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: list, fetch or path");
  }
}
