package io.affectstream.inference.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** Source of a bundle's files. */
interface BundleContent extends Closeable {

  /** All files; empty if the source cannot be listed. */
  Optional<Set<String>> names() throws IOException;

  /**
   * Opens a file; empty if it is missing.
   *
   * @throws IOException if it cannot be read or is outside the bundle
   */
  Optional<InputStream> open(String name) throws IOException;
}
