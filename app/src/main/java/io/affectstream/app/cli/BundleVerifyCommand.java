package io.affectstream.app.cli;

import io.affectstream.app.cli.options.BundleArgument;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code affect bundle verify}. */
@Command(
    name = "verify",
    description =
        "Check everything in a bundle: manifest, digests, graphs; exit code 1 if refused.")
final class BundleVerifyCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private BundleArgument bundle;

  BundleVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    console.line(bundle.source().open().identity() + " is sound");
    return ExitCode.OK;
  }
}
