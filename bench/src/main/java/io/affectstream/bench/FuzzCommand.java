package io.affectstream.bench;

import io.affectstream.bench.fuzz.FuzzRun;
import io.affectstream.bench.options.MeasuredJobOptions;
import io.affectstream.bench.options.OutputOptions;
import io.affectstream.jobs.config.AffectConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect bench fuzz}: wrong records through the job, without a restart. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = {
      "Sends wrong records to the job: the records of a video with fields, media and bytes changed."
          + " Fails if the job fails, or if one of the well-formed streams between them loses a"
          + " row. Record n depends on the seed and on n alone, so a run can be continued."
    })
final class FuzzCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private MeasuredJobOptions job;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "VIDEO", description = "File with images and sound.")
  private String video;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Records sent. Default: ${DEFAULT-VALUE}.")
  private long records;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all records. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "0",
      description = "Number of the first record, to continue a run. Default: ${DEFAULT-VALUE}.")
  private long first;

  @Override
  public Integer call() throws Exception {
    if (records < 1 || first < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --records above 0 and --first of at least 0, found %d and %d"
              .formatted(records, first));
    }
    AffectConfig config =
        job.config(
            "flink.restart-attempts=0",
            "flink.checkpoint-interval=2 s",
            "alignment.idle-timeout=20 s");
    output.write(
        spec.commandLine().getOut(),
        FuzzRun.of(video, config, job.models(config), spec.commandLine().getErr())
            .run(seed, first, records));
    return 0;
  }
}
