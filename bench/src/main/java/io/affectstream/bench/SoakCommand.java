package io.affectstream.bench;

import io.affectstream.bench.live.LiveMeasurement;
import io.affectstream.bench.live.LiveOptions;
import io.affectstream.bench.live.SoakMeasurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect bench soak}: a live load for a long time. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Holds a share of the largest live load for a long time and reports whether"
          + " memory, handles, state or latency grow, and whether frames are lost or rows"
          + " repeated. Determines the largest load first, unless --full sets it. Forces"
          + " a garbage collection once per minute, so that the heap shows live objects."
    })
final class SoakCommand implements Callable<Integer> {

  private static final double MILLIS_PER_MINUTE = 60_000;

  @Spec private CommandSpec spec;
  @Mixin private LiveOptions live;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "30",
      description = "Time measured. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      defaultValue = "0.8",
      description = "Share of the largest number of streams held. Default: ${DEFAULT-VALUE}.")
  private double load;

  @Option(
      names = "--full",
      paramLabel = "N",
      description = "The largest number of streams held; skips the search.")
  private Integer full;

  @Option(names = "--csv", paramLabel = "FILE", description = "What was seen every second.")
  private Path csv;

  @Override
  public Integer call() throws Exception {
    if (!(minutes > 0) || !(load > 0 && load <= 1) || !(live.frameRate() > 0)) {
      throw wrong(
          "expected --minutes and --frame-rate above 0 and --load in (0, 1], found %s, %s and %s"
              .formatted(minutes, live.frameRate(), load));
    }
    if (full != null && full < 1) {
      throw wrong("--full: expected at least 1, found " + full);
    }
    SoakMeasurement soak =
        new SoakMeasurement(live.measurement(false, spec.commandLine().getErr()));
    int largest = full == null ? soak.largest() : full;
    LiveMeasurement.Result result =
        soak.run(largest, load, Duration.ofMillis(Math.round(minutes * MILLIS_PER_MINUTE)));
    live.write(spec.commandLine().getOut(), result);
    if (csv != null) {
      Files.writeString(csv, result.csv());
    }
    return 0;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
