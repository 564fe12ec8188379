package io.affectstream.bench.live;

import io.affectstream.bench.options.OutputOptions;
import io.affectstream.bench.options.ProductOptions;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settings of a live load and destination of its results. */
public final class LiveOptions {

  @Mixin private ProductOptions product;
  @Mixin private OutputOptions output;

  @Option(
      names = "--delivery",
      paramLabel = "MODE",
      description = "exactly-once (the product's default) or at-least-once.")
  private String delivery;

  @Option(
      names = "--frame-rate",
      paramLabel = "N",
      defaultValue = "25",
      description = "Frames per second of each stream. Default: ${DEFAULT-VALUE}.")
  private double frameRate;

  /** Frames per second of each stream, as configured. */
  public double frameRate() {
    return frameRate;
  }

  /**
   * Reads the media.
   *
   * @param audioOnly without images
   * @param log receives the progress
   */
  public LiveMeasurement measurement(boolean audioOnly, PrintWriter log) throws Exception {
    return new LiveMeasurement(product, delivery, audioOnly ? 0 : frameRate, log);
  }

  /** Prints the result and writes the requested files. */
  public void write(PrintWriter out, LiveMeasurement.Result result) throws IOException {
    output.write(out, result.summary(), result.chart());
  }
}
