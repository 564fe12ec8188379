package io.affectstream.inference;

import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where a bundle is taken from.
 *
 * @param kind file system or class path
 * @param location absolute path of a folder or zip, or the name of a shipped bundle
 */
public record ModelSource(Kind kind, String location) implements Serializable {

  /** Kind of place. */
  public enum Kind {
    PATH,
    SHIPPED
  }

  /** A folder or zip, which every task manager must find under the same path. */
  public static ModelSource at(Path folderOrZip) {
    return new ModelSource(Kind.PATH, folderOrZip.toAbsolutePath().normalize().toString());
  }

  /** A bundle on the class path. */
  public static ModelSource shipped(String name) {
    return new ModelSource(Kind.SHIPPED, name);
  }

  /**
   * Opens and verifies the bundle.
   *
   * @throws BundleException listing every problem
   */
  public ModelBundle open() throws BundleException {
    return kind == Kind.PATH ? ModelBundle.open(Path.of(location)) : ModelBundle.named(location);
  }
}
