package io.affectstream.app.embedded;

import io.affectstream.jobs.config.FlinkSection;
import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.ExecutionPlan;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/**
 * A Flink cluster in this process with its web interface on the loopback address. It writes only
 * below one folder. {@link #close} cancels running jobs and stops the cluster; retained checkpoints
 * are kept.
 */
public final class EmbeddedFlink implements AutoCloseable {

  private static final Duration NEVER = Duration.ofDays(20);

  private final MiniCluster cluster;
  private final TaskManagerWatch watch;
  private final URI webAddress;
  private final Path checkpoints;
  private final Path temporary;

  private EmbeddedFlink(MiniCluster cluster, URI webAddress, Path checkpoints, Path temporary) {
    this.temporary = temporary;
    this.cluster = cluster;
    this.watch = TaskManagerWatch.of(cluster);
    this.webAddress = webAddress;
    this.checkpoints = checkpoints;
  }

  /**
   * Starts and returns when jobs can be submitted.
   *
   * @param folder folder of its files; created if missing. Checkpoints go to {@code checkpoints}
   *     below it
   * @param config parallelism decides the number of slots, one task manager
   * @throws IOException if it cannot start
   */
  public static EmbeddedFlink start(Path folder, FlinkSection config)
      throws IOException, InterruptedException {
    Path base = folder.toAbsolutePath();
    Path checkpoints = Files.createDirectories(base.resolve("checkpoints"));
    Path temporary = Files.createDirectories(base.resolve("tmp"));
    MiniCluster cluster = new MiniCluster(configuration(temporary.toString(), config));
    try {
      cluster.start();
      return new EmbeddedFlink(cluster, cluster.getRestAddress().get(), checkpoints, temporary);
    } catch (InterruptedException e) {
      Uninterrupted.run(() -> cluster.closeAsync().get());
      throw e;
    } catch (Exception e) {
      Uninterrupted.run(() -> cluster.closeAsync().get());
      throw new IOException(problem(e, base, config), e);
    }
  }

  /** Why it could not start, and what helps. */
  static String problem(Exception e, Path base, FlinkSection config) {
    if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
      return "embedded Flink: port %d is in use; stop what listens there, or set flink.web-port (0: any that is free)"
          .formatted(config.webPort());
    }
    if (ExceptionUtils.findThrowable(e, UnknownHostException.class).isPresent()) {
      return "embedded Flink: expected that the name of this machine can be looked up, found: %s; add the line '127.0.0.1 NAME' to the file hosts (/etc/hosts)"
          .formatted(rootMessage(e));
    }
    return "embedded Flink: could not start below %s: %s".formatted(base, rootMessage(e));
  }

  /** Address of the web interface. */
  public URI webAddress() {
    return webAddress;
  }

  /** How many task managers have been started: one, and one more whenever it ended. */
  int taskManagersStarted() {
    return watch.started();
  }

  /** Folder of the checkpoints of all jobs of this cluster. */
  public Path checkpoints() {
    return checkpoints;
  }

  /** Submits a job that starts without state. */
  public RunningJob submit(ExecutionPlan plan) throws IOException, InterruptedException {
    return submit(plan, Optional.empty(), RecoveryClaimMode.NO_CLAIM);
  }

  /**
   * Submits a job.
   *
   * @param plan stream graph or job graph
   * @param restoreFrom checkpoint or savepoint to continue from, e.g. of {@link Checkpoints#latest}
   * @param claim CLAIM: the job owns the checkpoint and deletes it once it is superseded; NO_CLAIM:
   *     it stays untouched, suitable for savepoints
   * @throws IOException if the job is refused
   */
  public RunningJob submit(ExecutionPlan plan, Optional<Path> restoreFrom, RecoveryClaimMode claim)
      throws IOException, InterruptedException {
    ExecutionPlan job = plan instanceof StreamGraph graph ? graph.getJobGraph() : plan;
    restoreFrom.ifPresent(
        path ->
            job.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path.toUri().toString(), false, claim)));
    try {
      return new RunningJob(cluster, cluster.submitJob(job).get().getJobID());
    } catch (ExecutionException e) {
      throw new IOException(
          "Flink refused the job '%s': %s".formatted(plan.getName(), rootMessage(e)), e);
    }
  }

  /** Stops the cluster and removes its temporary files. */
  @Override
  public void close() {
    Uninterrupted.run(
        () -> {
          watch.close();
          cluster.closeAsync().get();
          FolderTree.delete(temporary);
        });
  }

  static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /**
   * Size of a network buffer. A block of frames goes to one instance, so the others have input only
   * if about one block each is buffered between the stages: several hundred kilobytes, in a few
   * buffers. More instances have more buffers, which may be smaller; all of them must fit in the
   * network memory.
   */
  private static MemorySize bufferSize(int parallelism) {
    return MemorySize.parse(parallelism <= 4 ? "128kb" : parallelism <= 8 ? "64kb" : "32kb");
  }

  private static MiniClusterConfiguration configuration(String temporary, FlinkSection config) {
    Configuration flink = new Configuration();
    flink.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    flink.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    flink.set(TaskManagerOptions.HOST, "127.0.0.1");
    flink.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
    flink.set(RestOptions.ADDRESS, "127.0.0.1");
    flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    flink.set(RestOptions.BIND_PORT, Integer.toString(config.webPort()));
    // All of it is one process: a late heartbeat means that it is busy or was asleep.
    flink.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, NEVER);
    flink.set(WebOptions.SUBMIT_ENABLE, false);
    flink.set(WebOptions.TMP_DIR, temporary);
    flink.set(CoreOptions.TMP_DIRS, temporary);
    flink.set(BlobServerOptions.STORAGE_DIRECTORY, temporary);
    flink.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, temporary);
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    flink.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, bufferSize(config.effectiveParallelism()));
    if (config.prometheusPort() > 0) {
      flink.setString(
          "metrics.reporter.prom.factory.class", BoundPrometheusReporterFactory.class.getName());
      String reporter = "metrics.reporter.prom.";
      // Otherwise every non-ASCII letter in a stream id would become '_'.
      flink.setString(reporter + "filterLabelValueCharacters", "false");
      flink.setString(reporter + BoundPrometheusReporterFactory.HOST, config.prometheusHost());
      flink.setString(
          reporter + BoundPrometheusReporterFactory.PORT,
          Integer.toString(config.prometheusPort()));
    }
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(flink)
        .setNumTaskManagers(1)
        .setNumSlotsPerTaskManager(config.effectiveParallelism())
        .setCommonBindAddress("127.0.0.1")
        .build();
  }
}
