package io.affectstream.jobs.pipeline;

import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.ModelConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which bundle a command runs: the one it was told, else the one shipped with the product. */
public final class BundleChoice {

  private BundleChoice() {}

  /** The bundle of the setting {@code model.bundle}. */
  public static ModelSource of(ModelConfig model) {
    return of(model.bundle());
  }

  /** A bundle by its path or, if it is shipped, its name; empty = the usual one. */
  public static ModelSource of(String bundle) {
    return ModelSource.named(bundle);
  }

  /** Whether there is anything of that path or name. */
  public static boolean exists(String bundle) {
    return bundle.isEmpty() || Files.exists(Path.of(bundle)) || isShipped(bundle);
  }

  private static boolean isShipped(String name) {
    return ModelSource.class.getResource("/bundles/" + name + "/manifest.json") != null;
  }
}
