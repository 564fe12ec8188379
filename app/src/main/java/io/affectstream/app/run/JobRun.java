package io.affectstream.app.run;

import io.affectstream.app.embedded.Checkpoints;
import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.embedded.WorkOrigin;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job on an existing Kafka, in its own cluster, until it is stopped. */
public final class JobRun {

  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(30);

  /** Inputs to which the state of a job is bound. */
  private static final Set<String> BOUND =
      Set.of("job", "bundle", "kafka.bootstrap-servers", "kafka.topic-prefix");

  private final RunArguments arguments;
  private final WorkOrigin origin;
  private final Job job;

  /** Creates the job's environment. */
  @FunctionalInterface
  public interface Job {

    /** The job with its checkpoints at that address. */
    StreamExecutionEnvironment on(String checkpoints) throws Exception;
  }

  /**
   * A run of {@code job}.
   *
   * @param origin inputs of the job
   */
  public JobRun(RunArguments arguments, WorkOrigin origin, Job job) {
    this.arguments = arguments;
    this.origin = origin;
    this.job = job;
  }

  /**
   * Runs until an interrupt, which stops the job, with a savepoint if requested.
   *
   * @throws IOException if the job ends on its own, or the work folder contains the state of
   *     another
   */
  public int run(Console console) throws Exception {
    AffectConfig config = arguments.config();
    try (EmbeddedFlink flink = EmbeddedFlink.start(arguments.work().flink(), config.flink())) {
      String folder = config.flink().checkpointDir();
      Path checkpoints = folder.isEmpty() ? flink.checkpoints() : Path.of(folder);
      Optional<Path> from = restorePoint(checkpoints);
      if (from.isPresent() && arguments.restore().equals("latest")) {
        compareWithEarlier(from.get(), console);
      }
      arguments.work().note(origin);
      RunningJob running =
          flink.submit(
              job.on(Files.createDirectories(checkpoints).toUri().toString()).getStreamGraph(),
              from,
              arguments.restore().equals("latest")
                  ? RecoveryClaimMode.CLAIM
                  : RecoveryClaimMode.NO_CLAIM);
      console.note("Flink web interface: " + flink.webAddress());
      console.note(from.map(path -> "continues from " + path).orElse("starts from nothing"));
      return await(running, console);
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

  /** The state of a job belongs to its topics and its bundle; other settings may change with it. */
  private void compareWithEarlier(Path checkpoint, Console console) throws IOException {
    Optional<WorkOrigin> earlier = arguments.work().origin();
    if (earlier.isEmpty()) {
      return; // the checkpoints are elsewhere, or from an earlier version
    }
    List<String> refused = origin.only(BOUND).differences(earlier.get().only(BOUND));
    if (!refused.isEmpty()) {
      throw new IOException(
          "work folder %s holds the state of another job: %s; choose another folder with --work, start from nothing with --restore none, or continue all the same with --restore %s"
              .formatted(arguments.work().path(), WorkOrigin.text(refused), checkpoint));
    }
    List<String> noted = origin.differences(earlier.get());
    if (!noted.isEmpty()) {
      console.note("continues under other settings: " + WorkOrigin.text(noted));
    }
  }

  private int await(RunningJob running, Console console) throws Exception {
    try {
      RunningJob.Outcome outcome = running.outcome().get();
      throw new IOException("the job ended (%s): %s".formatted(outcome.end(), outcome.cause()));
    } catch (ExecutionException e) {
      throw new IOException("the job ended: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      if (arguments.savepointOnStop().isPresent()) {
        Path folder = Files.createDirectories(Path.of(arguments.savepointOnStop().get()));
        console.note("savepoint: " + running.stopWithSavepoint(folder));
      } else {
        running.cancel(CANCEL_LIMIT);
      }
      throw e;
    }
  }
}
