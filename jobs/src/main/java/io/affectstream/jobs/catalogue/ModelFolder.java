package io.affectstream.jobs.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder of fetched models. Its models are complete: each appears under its name only after it
 * was checked.
 */
public record ModelFolder(Path path) {

  /** Path of a model, present or not. */
  public Path of(CatalogueModel model) {
    return path.resolve(model.archive() ? model.id() : model.file());
  }

  /** Whether a model is present. */
  public boolean has(CatalogueModel model) {
    return Files.exists(of(model));
  }

  /** Size in bytes of an interrupted download. */
  public long begun(CatalogueModel model) throws IOException {
    Path part = part(model);
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** The unfinished download. */
  public Path part(CatalogueModel model) {
    return path.resolve(model.file() + ".part");
  }

  /** Speech models present, by language. */
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
