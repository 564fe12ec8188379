package io.affectstream.inference.bundle;

import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * Files below {@code bundles/NAME/} on the class path, which cannot be listed. A file of several
 * shipped bundles is stored once in {@value #SHARED}; each bundle lists it with its digest.
 */
final class ShippedContent implements BundleContent {

  /** Folder of shared files. */
  static final String SHARED = "bundles/shared/";

  private final ClassLoader loader;
  private final String folder;

  ShippedContent(ClassLoader loader, String name) {
    this.loader = loader;
    this.folder = "bundles/" + name + "/";
  }

  @Override
  public Optional<Set<String>> names() {
    return Optional.empty();
  }

  @Override
  public Optional<InputStream> open(String name) {
    InputStream own = loader.getResourceAsStream(folder + name);
    return Optional.ofNullable(own == null ? loader.getResourceAsStream(SHARED + name) : own);
  }

  @Override
  public void close() {}
}
