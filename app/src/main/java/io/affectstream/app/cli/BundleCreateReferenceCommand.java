package io.affectstream.app.cli;

import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code affect bundle create-reference}. */
@Command(
    name = "create-reference",
    description = "Make the face-only reference bundle from the public models of a data folder.")
final class BundleCreateReferenceCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      defaultValue = "${env:AFFECT_DATA}",
      description = "Folder with models/. Default: the variable AFFECT_DATA.")
  private Path data;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "Folder of the bundle; must not exist.")
  private Path out;

  BundleCreateReferenceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    console.line(ReferenceBundle.assemble(data, out).identity() + " written to " + out);
    return ExitCode.OK;
  }
}
