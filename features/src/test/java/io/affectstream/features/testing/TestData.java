package io.affectstream.features.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Files of the data folder ({@code AFFECT_DATA}, default {@code ../shared/data} from the project's
 * root). A missing file fails the test in CI ({@code CI=true}) and skips it elsewhere, by name.
 */
public final class TestData {

  private TestData() {}

  /** Path of a file or folder below the data folder, e.g. {@code media/bbaf2n.mpg}. */
  public static Path require(String relative) {
    Path path = folder().resolve(relative).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      String message = "needs %s of the data folder (AFFECT_DATA)".formatted(relative);
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message + "; not found at " + path);
      }
      Assumptions.abort(message);
    }
    return path;
  }

  private static Path folder() {
    String configured = System.getenv("AFFECT_DATA");
    return configured == null ? projectRoot().resolve("../shared/data") : Path.of(configured);
  }

  private static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("schemas")) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }
}
