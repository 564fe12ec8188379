package io.affectstream.models.cli;

import io.affectstream.inference.ModelSource;
import picocli.CommandLine.Option;

/** Bundle to be measured. */
final class BundleOption {

  @Option(
      names = "--bundle",
      paramLabel = "NAME|DIR",
      defaultValue = "",
      description = "Name of a shipped bundle, folder or zip. Default: that of the product.")
  private String bundle;

  /** Where the bundle is. */
  ModelSource source() {
    return ModelSource.named(bundle);
  }
}
