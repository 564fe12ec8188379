package io.affectstream.app.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.messages.Acknowledge;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.SerializedThrowable;

/** A job submitted to the embedded cluster. Thread-safe. */
public final class RunningJob {

  /** How a job ended. */
  public enum End {
    FINISHED,
    CANCELED,
    FAILED
  }

  /**
   * The end of a job.
   *
   * @param end kind of the end
   * @param cause for FAILED one line that names the root cause, else empty
   * @param trace for FAILED the whole stack trace, else empty
   */
  public record Outcome(End end, String cause, String trace) {}

  private static final Duration CANCEL_LIMIT = Duration.ofMinutes(1);

  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<Outcome> outcome;

  RunningJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
    this.outcome = cluster.requestJobResult(id).thenApply(RunningJob::outcome);
  }

  /** Identity of the job, also the name of its checkpoint folder. */
  public String id() {
    return id.toHexString();
  }

  /** Completes when the job has ended, for any reason. */
  public CompletableFuture<Outcome> outcome() {
    return outcome.copy();
  }

  /** Whether every task runs; false while starting, restarting and after the end. */
  public boolean isRunning() throws InterruptedException {
    try {
      return cluster.getJobStatus(id).get() == JobStatus.RUNNING
          && cluster.getExecutionGraph(id).get().getAllVertices().values().stream()
              .allMatch(vertex -> vertex.getAggregateState() == ExecutionState.RUNNING);
    } catch (ExecutionException e) {
      return false;
    }
  }

  /** Flink's status of the job, e.g. RUNNING or RESTARTING. */
  public String status() throws InterruptedException {
    try {
      return cluster.getJobStatus(id).get().name();
    } catch (ExecutionException e) {
      return "UNKNOWN";
    }
  }

  /** One line on the last failure of the job, recovered or final. */
  public Optional<String> lastFailure() throws InterruptedException {
    try {
      return Optional.ofNullable(cluster.getExecutionGraph(id).get().getFailureInfo())
          .map(failure -> line(failure.getException()));
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  /** Triggers a checkpoint without waiting for its outcome. */
  public void beginCheckpoint() {
    CompletableFuture<String> unused = cluster.triggerCheckpoint(id);
  }

  /** Completes a checkpoint now and returns its path. */
  public Path checkpoint() throws IOException, InterruptedException {
    return path(cluster.triggerCheckpoint(id), "checkpoint");
  }

  /**
   * Stops the job with a savepoint: sources stop, everything read is written, then it finishes.
   *
   * @param folder parent of the savepoint's folder
   * @return the savepoint
   */
  public Path stopWithSavepoint(Path folder) throws IOException, InterruptedException {
    return stop(folder, false);
  }

  /**
   * Drains the job: sources stop, every stage finishes its pending work, everything is written.
   *
   * @param folder parent of the savepoint's folder
   * @return the savepoint
   */
  public Path drain(Path folder) throws IOException, InterruptedException {
    return stop(folder, true);
  }

  private Path stop(Path folder, boolean drained) throws IOException, InterruptedException {
    return path(
        cluster.stopWithSavepoint(
            id, folder.toUri().toString(), drained, SavepointFormatType.CANONICAL),
        "savepoint");
  }

  /**
   * Does nothing while the job has not ended.
   *
   * @throws IOException if it has; the message names the root cause
   */
  public void check() throws IOException {
    if (outcome.isDone()) {
      Outcome ended = outcome.join();
      throw new IOException("the job ended early (%s): %s".formatted(ended.end(), ended.cause()));
    }
  }

  /** Cancels the job as {@link #cancel(Duration)}, with a limit of a minute. */
  public Outcome cancel() throws IOException, InterruptedException {
    return cancel(CANCEL_LIMIT);
  }

  /**
   * Cancels the job and waits for its end; retained checkpoints are kept. Returns immediately if it
   * has ended.
   *
   * @throws IOException if it has not ended within the limit
   */
  public Outcome cancel(Duration limit) throws IOException, InterruptedException {
    try {
      return cluster
          .cancelJob(id)
          .exceptionally(ended -> Acknowledge.get())
          .thenCompose(acknowledged -> outcome)
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "job %s did not end within %d s of being cancelled".formatted(id, limit.toSeconds()), e);
    }
  }

  private Path path(CompletableFuture<String> made, String what)
      throws IOException, InterruptedException {
    try {
      return Path.of(URI.create(absolute(made.get())));
    } catch (ExecutionException e) {
      throw new IOException(
          "%s of job %s failed: %s".formatted(what, id, EmbeddedFlink.rootMessage(e)), e);
    }
  }

  /** Flink writes local addresses as {@code file:/...} or as plain paths. */
  private static String absolute(String address) {
    return address.startsWith("file:") ? address : Path.of(address).toUri().toString();
  }

  private static Outcome outcome(JobResult result) {
    End end =
        switch (result.getJobStatus().orElse(JobStatus.FAILED)) {
          case FINISHED -> End.FINISHED;
          case CANCELED -> End.CANCELED;
          default -> End.FAILED;
        };
    return result
        .getSerializedThrowable()
        .filter(failure -> end == End.FAILED)
        .map(failure -> new Outcome(end, line(failure), failure.getFullStringifiedStackTrace()))
        .orElseGet(() -> new Outcome(end, "", ""));
  }

  private static String line(SerializedThrowable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
  }
}
