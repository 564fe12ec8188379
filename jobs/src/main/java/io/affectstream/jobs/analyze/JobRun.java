package io.affectstream.jobs.analyze;

import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.embedded.Checkpoints;
import io.affectstream.jobs.embedded.EmbeddedFlink;
import io.affectstream.jobs.embedded.RunningJob;
import io.affectstream.jobs.output.Console;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.RunArguments;
import io.affectstream.jobs.pipeline.SettingsFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** The affect job on a Kafka that is there, in a cluster of its own, until it is stopped. */
public final class JobRun {

  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(30);

  private final RunArguments arguments;
  private final ModelSource models;

  /** A run with the bundle at {@code models}. */
  public JobRun(RunArguments arguments, ModelSource models) {
    this.arguments = arguments;
    this.models = models;
  }

  /**
   * Runs until an interrupt, which stops the job, with a savepoint if asked for.
   *
   * @throws IOException if the job ended by itself
   */
  public int run(Console console) throws Exception {
    AffectConfig config = arguments.config();
    try (EmbeddedFlink flink = EmbeddedFlink.start(arguments.work().flink(), config.flink())) {
      String folder = config.flink().checkpointDir();
      Path checkpoints = folder.isEmpty() ? flink.checkpoints() : Path.of(folder);
      Optional<Path> from = restorePoint(checkpoints);
      RunningJob job =
          flink.submit(
              AffectJob.on(
                      config,
                      SettingsFactory.of(config, models, models.open()),
                      Files.createDirectories(checkpoints).toUri().toString())
                  .getStreamGraph(),
              from,
              arguments.restore().equals("latest")
                  ? RecoveryClaimMode.CLAIM
                  : RecoveryClaimMode.NO_CLAIM);
      console.note("Flink web interface: " + flink.webAddress());
      console.note(from.map(path -> "continues from " + path).orElse("starts from nothing"));
      return await(job, console);
    }
  }

  private Optional<Path> restorePoint(Path checkpoints) throws IOException {
    return switch (arguments.restore()) {
      case "none" -> Optional.empty();
      case "latest" ->
          Files.isDirectory(checkpoints) ? Checkpoints.latest(checkpoints) : Optional.empty();
      default -> Optional.of(Path.of(arguments.restore()).toAbsolutePath());
    };
  }

  private int await(RunningJob job, Console console) throws Exception {
    try {
      RunningJob.Outcome outcome = job.outcome().get();
      throw new IOException("the job ended (%s): %s".formatted(outcome.end(), outcome.cause()));
    } catch (ExecutionException e) {
      throw new IOException("the job ended: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      if (arguments.savepointOnStop().isPresent()) {
        Path folder = Files.createDirectories(Path.of(arguments.savepointOnStop().get()));
        console.note("savepoint: " + job.stopWithSavepoint(folder));
      } else {
        job.cancel(CANCEL_LIMIT);
      }
      throw e;
    }
  }
}
