package io.affectstream.app.cli;

import io.affectstream.app.cli.options.BundleArgument;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.bundle.ManifestJson;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect bundle show}. */
@Command(name = "show", description = "Show what a bundle predicts and its origin.")
final class BundleShowCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private BundleArgument bundle;

  @Option(names = "--json", description = "Print the manifest.")
  private boolean json;

  BundleShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ModelBundle opened = bundle.source().open();
    console.line(
        json ? ManifestJson.write(opened.manifest()).stripTrailing() : BundleText.of(opened));
    return ExitCode.OK;
  }
}
