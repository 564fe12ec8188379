package io.affectstream.bench;

import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.Summary;
import io.affectstream.bench.file.FileMeasurement;
import io.affectstream.bench.live.LiveMeasurement;
import io.affectstream.bench.options.Machine;
import io.affectstream.bench.options.OutputOptions;
import io.affectstream.bench.options.PeerOptions;
import io.affectstream.bench.options.ProductOptions;
import io.affectstream.bench.scale.ScaleOptions;
import io.affectstream.bench.scale.ScaleOverCores;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code affect bench} without a command: every part, one table. */
final class Everything {

  private static final double FRAME_RATE = 25;

  @Mixin private ProductOptions product;
  @Mixin private PeerOptions peer;
  @Mixin private ScaleOptions scale;
  @Mixin private OutputOptions output;

  @Option(
      names = "--live-streams",
      paramLabel = "N",
      defaultValue = "4",
      description = "Streams of the live part, 25 frames/s each. Default: ${DEFAULT-VALUE}.")
  private int liveStreams;

  @Option(
      names = "--live-seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "Time measured of it, after a warm-up as long. Default: ${DEFAULT-VALUE}.")
  private int liveSeconds;

  int run(CommandLine line) throws Exception {
    scale.check(line);
    int repeats = peer.repeats();
    if (liveStreams < 1 || liveSeconds < 1) {
      throw new ParameterException(
          line,
          "--live-streams and --live-seconds: expected at least 1, found %d and %d"
              .formatted(liveStreams, liveSeconds));
    }
    PrintWriter log = line.getErr();
    AffectConfig config = product.config();
    ModelSource models = product.models(config);
    List<FigureGroup> sections =
        new ArrayList<>(
            new FileMeasurement(product.plans(), config, models, repeats, log)
                .run(peer.command(), true));
    Duration time = Duration.ofSeconds(liveSeconds);
    sections.addAll(
        new LiveMeasurement(product, null, FRAME_RATE, log)
            .hold(liveStreams, time, time)
            .summary()
            .sections());
    if (scale.cores().isEmpty()) {
      scale.allCores(
          IntStream.rangeClosed(1, Math.min(2, Runtime.getRuntime().availableProcessors()))
              .boxed()
              .toList());
    }
    sections.addAll(ScaleOverCores.run(product, scale, log));
    Summary summary =
        new Summary(
            "Affectstream, measured on " + product.media(),
            peer.facts(Machine.describe(models)),
            sections);
    output.write(line.getOut(), summary);
    return 0;
  }
}
