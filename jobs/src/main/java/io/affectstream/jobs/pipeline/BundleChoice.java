package io.affectstream.jobs.pipeline;

import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.ModelSection;
import java.nio.file.Files;
import java.nio.file.Path;

/** Selects the bundle of a command: the specified one, else the one shipped with the product. */
public final class BundleChoice {

  private BundleChoice() {}

  /** The bundle of the setting {@code model.bundle}. */
  public static ModelSource of(ModelSection model) {
    return of(model.bundle());
  }

  /** A bundle by its path or, if it is shipped, its name; empty = the default. */
  public static ModelSource of(String bundle) {
    return ModelSource.named(bundle);
  }

  /** Whether the path or name exists. */
  public static boolean exists(String bundle) {
    return bundle.isEmpty() || Files.exists(Path.of(bundle)) || isShipped(bundle);
  }

  private static boolean isShipped(String name) {
    return ModelSource.class.getResource("/bundles/" + name + "/manifest.json") != null;
  }
}
