package io.affectstream.jobs.cli;

import io.affectstream.jobs.models.CatalogueModel;
import java.util.List;

/** A model named on the command line. */
final class ModelArgument {

  private ModelArgument() {}

  static CatalogueModel find(String id) throws CommandFailure {
    List<String> known = CatalogueModel.ALL.stream().map(CatalogueModel::id).toList();
    return CatalogueModel.of(id)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE, "expected one of %s, found '%s'".formatted(known, id)));
  }
}
