package io.affectstream.inference.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** Where the files of a bundle are read from. */
interface BundleContent extends Closeable {

  /** Every file there is; empty where the place cannot be listed. */
  Optional<Set<String>> names() throws IOException;

  /**
   * Opens a file; empty if it is not there.
   *
   * @throws IOException if it cannot be read or lies outside of the bundle
   */
  Optional<InputStream> open(String name) throws IOException;
}
