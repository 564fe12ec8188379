package io.affectstream.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect topics}. */
@Command(
    name = "topics",
    synopsisSubcommandLabel = "COMMAND",
    description = "Create, check or describe the topics.",
    subcommands = {
      TopicsCreateCommand.class,
      TopicsDescribeCommand.class,
      TopicsSchemaCommand.class,
      TopicsSqlCommand.class
    })
final class TopicsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: create, describe, schema or sql");
  }
}
