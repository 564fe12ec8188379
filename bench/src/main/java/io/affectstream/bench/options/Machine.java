package io.affectstream.bench.options;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;

/** Environment of a measurement. */
public final class Machine {

  private Machine() {}

  /** One line: bundle, cores, Java. */
  public static String describe(ModelSource models) throws BundleException {
    return "bundle %s, %d cores, Java %s, %s %s"
        .formatted(
            models.open().identity(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }
}
