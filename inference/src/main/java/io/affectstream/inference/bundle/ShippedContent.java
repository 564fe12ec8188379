package io.affectstream.inference.bundle;

import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** Files below {@code bundles/NAME/} on the class path, which cannot be listed. */
final class ShippedContent implements BundleContent {

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
    return Optional.ofNullable(loader.getResourceAsStream(folder + name));
  }

  @Override
  public void close() {}
}
