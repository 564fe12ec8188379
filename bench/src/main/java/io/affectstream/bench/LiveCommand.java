package io.affectstream.bench;

import io.affectstream.bench.live.LiveMeasurement;
import io.affectstream.bench.live.LiveOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect bench live}: many streams at the pace of cameras. */
@Command(
    name = "live",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the media in a loop as N streams at the pace of cameras, on the"
          + " embedded broker or the one of --set kafka.bootstrap-servers=..., and"
          + " reports whether the lag grows, the delay of rows, and the cost."
    })
final class LiveCommand implements Callable<Integer> {

  private static final double SECONDS_PER_MINUTE = 60;
  private static final double MILLIS = 1e3;

  @Spec private CommandSpec spec;
  @Mixin private LiveOptions live;

  @Option(
      names = "--streams",
      paramLabel = "N",
      description = "Number of streams; with --search the first number tried. Default: 4.")
  private int streams = 4;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "1",
      description = "Time measured. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Time before it. Default: ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(names = "--audio-only", description = "Streams of sound without images.")
  private boolean audioOnly;

  @Option(
      names = "--search",
      description = "First look for the largest N that is held, by short probes.")
  private boolean search;

  @Option(
      names = "--probe",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Time measured of a probe. Default: ${DEFAULT-VALUE}.")
  private double probe;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "256",
      description = "Largest N tried. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() throws Exception {
    if (streams < 1 || limit < streams) {
      throw wrong("--streams: expected 1 to --limit (%d), found %d".formatted(limit, streams));
    }
    for (double time : new double[] {minutes, warmUp, probe, live.frameRate()}) {
      if (!(time > 0)) {
        throw wrong(
            "--minutes, --warm-up, --probe and --frame-rate: expected more than 0, found " + time);
      }
    }
    LiveMeasurement measurement = live.measurement(audioOnly, spec.commandLine().getErr());
    Duration warm = seconds(warmUp);
    int number = search ? measurement.largest(streams, limit, warm, seconds(probe)) : streams;
    if (number == 0) {
      spec.commandLine().getErr().println("not even one stream is held");
      return 1;
    }
    Duration hold = seconds(minutes * SECONDS_PER_MINUTE);
    LiveMeasurement.Result result =
        search ? measurement.confirm(number, warm, hold) : measurement.hold(number, warm, hold);
    live.write(spec.commandLine().getOut(), result);
    return 0;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
