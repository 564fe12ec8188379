package io.affectstream.jobs.submit;

import io.affectstream.jobs.catalogue.ModelFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Folder of fetched models. */
public final class ModelFolderOption {

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = "${env:AFFECT_MODELS:-${sys:user.home}/.local/share/affectstream/models}",
      description =
          "Folder of fetched models. Default: the variable AFFECT_MODELS, else"
              + " ~/.local/share/affectstream/models.")
  private Path folder;

  /** The folder. */
  public ModelFolder folder() {
    return new ModelFolder(folder);
  }
}
