package io.affectstream.app.cli;

import io.affectstream.app.catalogue.ModelFetch;
import io.affectstream.app.catalogue.ModelOrigin;
import io.affectstream.app.catalogue.NoNetworkException;
import io.affectstream.app.cli.options.ModelArgument;
import io.affectstream.jobs.catalogue.CatalogueModel;
import io.affectstream.jobs.catalogue.ModelFolder;
import io.affectstream.jobs.submit.ModelFolderOption;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import io.affectstream.terminal.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code affect models fetch}. */
@Command(
    name = "fetch",
    description = {
      "Fetch models: shows origin and size, continues interrupted downloads, and"
          + " installs a model after checking it.",
      "Exit code 3: the network, or the mirror, cannot be reached."
    })
final class ModelsFetchCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ModelFolderOption models;

  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Names; see 'models list'.")
  private List<String> names;

  @Option(
      names = "--mirror",
      paramLabel = "DIR|URL",
      description =
          "Folder or http address that holds the files under their own names, instead of the"
              + " addresses of the catalogue.")
  private String mirror;

  ModelsFetchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ModelFolder folder = models.folder();
    for (String name : names) {
      ModelArgument.find(name);
    }
    for (String name : names) {
      fetch(ModelArgument.find(name), folder);
    }
    return ExitCode.OK;
  }

  private void fetch(CatalogueModel model, ModelFolder folder) throws Exception {
    if (folder.has(model)) {
      console.note(model.id() + ": is there");
      console.line(folder.of(model).toString());
      return;
    }
    ModelOrigin origin = ModelOrigin.of(model, Optional.ofNullable(mirror));
    long begun = folder.begun(model);
    console.note(
        "%s: %s%s, %s, from %s into %s"
            .formatted(
                model.id(),
                model.readableSize(),
                begun == 0 ? "" : " (%d %% is there)".formatted(100 * begun / model.size()),
                model.licence(),
                origin.describe(),
                folder.path()));
    try (Progress progress = console.progress()) {
      Progress.Stage bytes = progress.stage("fetch", Progress.BYTES, OptionalLong.of(model.size()));
      new ModelFetch(folder).fetch(model, origin, bytes::step);
    } catch (NoNetworkException e) {
      throw new CommandFailure(ExitCode.NO_NETWORK, model.id() + ": " + e.getMessage());
    }
    console.line(folder.of(model).toString());
  }
}
