package io.affectstream.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect bundle}. */
@Command(
    name = "bundle",
    synopsisSubcommandLabel = "COMMAND",
    description = "Verify, show or make model bundles.",
    subcommands = {
      BundleVerifyCommand.class,
      BundleShowCommand.class,
      BundleCreateReferenceCommand.class
    })
final class BundleCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: verify, show or create-reference");
  }
}
