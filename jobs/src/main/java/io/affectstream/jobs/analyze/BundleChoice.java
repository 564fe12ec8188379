package io.affectstream.jobs.analyze;

import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.ModelConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which bundle a command runs: the one it was told, else the one shipped with the product. */
public final class BundleChoice {

  /** Bundle on the class path that is used unless another is named. */
  public static final String SHIPPED = "face-2";

  private BundleChoice() {}

  /**
   * The bundle of the setting {@code model.bundle}: a path, the name of a shipped one, or empty.
   */
  public static ModelSource of(ModelConfig model) {
    if (model.bundle().isEmpty()) {
      return ModelSource.shipped(SHIPPED);
    }
    Path path = Path.of(model.bundle());
    boolean name = path.getNameCount() == 1 && !Files.exists(path);
    return name ? ModelSource.shipped(model.bundle()) : ModelSource.at(path);
  }
}
