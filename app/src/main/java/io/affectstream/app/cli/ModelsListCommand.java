package io.affectstream.app.cli;

import io.affectstream.jobs.catalogue.CatalogueModel;
import io.affectstream.jobs.catalogue.ModelFolder;
import io.affectstream.jobs.submit.ModelFolderOption;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code affect models list}. */
@Command(name = "list", description = "List the models that can be fetched, and those present.")
final class ModelsListCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ModelFolderOption models;

  ModelsListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ModelFolder folder = models.folder();
    for (CatalogueModel model : CatalogueModel.ALL) {
      String use = model.use().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      console.line(
          String.format(
              Locale.ROOT,
              "%-28s %8s  %-10s  %-16s %s",
              model.id(),
              model.readableSize(),
              model.licence(),
              model.language().isEmpty() ? use : use + " (" + model.language() + ")",
              state(folder, model)));
      console.line("  from " + model.address() + ", SHA-256 " + model.sha256());
    }
    return ExitCode.OK;
  }

  private static String state(ModelFolder folder, CatalogueModel model) throws IOException {
    if (folder.has(model)) {
      return folder.of(model).toString();
    }
    long begun = folder.begun(model);
    return begun > 0 ? "%d %% fetched".formatted(100 * begun / model.size()) : "not fetched";
  }
}
