package io.affectstream.app.cli;

import io.affectstream.app.cli.options.ModelArgument;
import io.affectstream.jobs.catalogue.CatalogueModel;
import io.affectstream.jobs.catalogue.ModelFolder;
import io.affectstream.jobs.submit.ModelFolderOption;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code affect models path}. */
@Command(name = "path", description = "Print where a model is; exit code 1 if it is not there.")
final class ModelsPathCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ModelFolderOption models;

  @Parameters(paramLabel = "MODEL", description = "Name; see 'models list'.")
  private String name;

  ModelsPathCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    CatalogueModel model = ModelArgument.find(name);
    ModelFolder folder = models.folder();
    if (!folder.has(model)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "expected %s, found nothing there; './affect models fetch %s' gets it (%s)"
              .formatted(folder.of(model), model.id(), model.readableSize()));
    }
    console.line(folder.of(model).toAbsolutePath().toString());
    return ExitCode.OK;
  }
}
