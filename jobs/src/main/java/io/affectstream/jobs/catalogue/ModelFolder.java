package io.affectstream.jobs.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder fetched models lie in. A model that is there is complete: it appears under its name
 * only once it has been checked.
 */
public record ModelFolder(Path path) {

  /** Where a model is, or will be. */
  public Path of(CatalogueModel model) {
    return path.resolve(model.archive() ? model.id() : model.file());
  }

  /** Whether a model is there. */
  public boolean has(CatalogueModel model) {
    return Files.exists(of(model));
  }

  /** Bytes of a download that was broken off. */
  public long begun(CatalogueModel model) throws IOException {
    Path part = part(model);
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** The unfinished download. */
  public Path part(CatalogueModel model) {
    return path.resolve(model.file() + ".part");
  }

  /** Speech models that are there, by language. */
  public Map<String, String> speechModels() {
    Map<String, String> models = new TreeMap<>();
    for (CatalogueModel model : CatalogueModel.ALL) {
      if (model.use() == CatalogueModel.Use.SPEECH && has(model)) {
        models.putIfAbsent(model.language(), of(model).toAbsolutePath().toString());
      }
    }
    return models;
  }
}
