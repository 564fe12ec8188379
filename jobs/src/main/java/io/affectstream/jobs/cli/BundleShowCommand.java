package io.affectstream.jobs.cli;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.jobs.output.Console;
import io.affectstream.schemas.bundle.ManifestJson;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code affect bundle show}. */
@Command(name = "show", description = "Say what a bundle predicts and where it comes from.")
final class BundleShowCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "PATH", description = "Folder or zip.")
  private Path bundle;

  @Option(names = "--json", description = "Print the manifest.")
  private boolean json;

  BundleShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ModelBundle opened = ModelBundle.open(bundle);
    console.line(
        json ? ManifestJson.write(opened.manifest()).stripTrailing() : BundleText.of(opened));
    return ExitCode.OK;
  }
}
