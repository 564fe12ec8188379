package io.affectstream.jobs.cli;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.jobs.output.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code affect bundle verify}. */
@Command(
    name = "verify",
    description =
        "Check everything in a bundle: manifest, digests, graphs; exit code 1 if refused.")
final class BundleVerifyCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "PATH", description = "Folder or zip.")
  private Path bundle;

  BundleVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    console.line(ModelBundle.open(bundle).identity() + " is sound");
    return ExitCode.OK;
  }
}
