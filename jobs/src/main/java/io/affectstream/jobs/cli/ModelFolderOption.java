package io.affectstream.jobs.cli;

import io.affectstream.jobs.models.ModelFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where fetched models lie. */
final class ModelFolderOption {

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = "${env:AFFECT_MODELS:-${sys:user.home}/.local/share/affectstream/models}",
      description =
          "Folder of fetched models. Default: the variable AFFECT_MODELS, else"
              + " ~/.local/share/affectstream/models.")
  private Path folder;

  ModelFolder folder() {
    return new ModelFolder(folder);
  }
}
