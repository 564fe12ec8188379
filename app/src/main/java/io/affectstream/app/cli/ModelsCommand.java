package io.affectstream.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect models}. */
@Command(
    name = "models",
    synopsisSubcommandLabel = "COMMAND",
    description = "Models that are not shipped: list them, fetch them, say where they are.",
    subcommands = {ModelsListCommand.class, ModelsFetchCommand.class, ModelsPathCommand.class})
final class ModelsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: list, fetch or path");
  }
}
