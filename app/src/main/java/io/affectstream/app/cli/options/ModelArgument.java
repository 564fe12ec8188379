package io.affectstream.app.cli.options;

import io.affectstream.jobs.catalogue.CatalogueModel;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.util.List;

/** A model named on the command line. */
public final class ModelArgument {

  private ModelArgument() {}

  /** The model of that id; fails with exit code 2 if the catalogue has none. */
  public static CatalogueModel find(String id) throws CommandFailure {
    List<String> known = CatalogueModel.ALL.stream().map(CatalogueModel::id).toList();
    return CatalogueModel.of(id)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE, "expected one of %s, found '%s'".formatted(known, id)));
  }
}
