package io.affectstream.inference;

import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Origin of a bundle.
 *
 * @param kind file system or class path
 * @param location absolute path of a folder or zip, or the name of a shipped bundle
 * @param identity identity the bundle must have; empty = any
 */
public record ModelSource(Kind kind, String location, String identity) implements Serializable {

  /** Kind of place. */
  public enum Kind {
    PATH,
    SHIPPED
  }

  /** The default bundle on the class path. */
  public static final String SHIPPED = "fusion-4";

  /**
   * The bundle that a user specified: a folder or zip, the name of a shipped one, or empty for
   * {@value #SHIPPED}.
   */
  public static ModelSource named(String bundle) {
    if (bundle.isEmpty()) {
      return shipped(SHIPPED);
    }
    Path path = Path.of(bundle);
    boolean name = path.getNameCount() == 1 && !Files.exists(path);
    return name ? shipped(bundle) : at(path);
  }

  /** A folder or zip, with the same path on every task manager. */
  public static ModelSource at(Path folderOrZip) {
    return new ModelSource(Kind.PATH, folderOrZip.toAbsolutePath().normalize().toString(), "");
  }

  /** A bundle on the class path. */
  public static ModelSource shipped(String name) {
    return new ModelSource(Kind.SHIPPED, name, "");
  }

  /**
   * The same origin, restricted to this bundle, so that the job runs with the bundle with which it
   * was planned.
   */
  public ModelSource expecting(ModelBundle bundle) {
    return new ModelSource(kind, location, bundle.identity());
  }

  /**
   * Opens and verifies the bundle.
   *
   * @throws BundleException listing every problem, or if it is not the expected one
   */
  public ModelBundle open() throws BundleException {
    ModelBundle bundle =
        kind == Kind.PATH ? ModelBundle.open(Path.of(location)) : ModelBundle.named(location);
    return identity.isEmpty() ? bundle : bundle.requireIdentity(identity, location);
  }
}
