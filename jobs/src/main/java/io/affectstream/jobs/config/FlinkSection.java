package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code flink}. */
public record FlinkSection(
    @Option(
            value =
                "Parallel instances of each stage; 0 = one per core of this machine (embedded),"
                    + " or the setting of the submission or the cluster.",
            defaultValue = "0",
            min = 0,
            max = 32_768,
            changesResults = false)
        int parallelism,
    @Option(
            value =
                "Upper bound of later rescaling. Part of the state's layout: changing it needs a"
                    + " new start without state.",
            defaultValue = "128",
            min = 1,
            max = 32_768)
        int maxParallelism,
    @Option(
            value =
                "Time between checkpoints; with exactly-once delivery also the latency at which"
                    + " results become visible.",
            defaultValue = "2 s",
            min = 10,
            max = 86_400_000,
            changesResults = false)
        Duration checkpointInterval,
    @Option(
            value = "Time after which an unfinished checkpoint is aborted.",
            defaultValue = "5 min",
            min = 1_000,
            changesResults = false)
        Duration checkpointTimeout,
    @Option(
            value =
                "Folder or address of checkpoints. Empty: below the work folder (embedded), or the"
                    + " cluster's own setting.",
            defaultValue = "")
        String checkpointDir,
    @Option(
            value = "`hashmap` keeps state in memory, `rocksdb` on local disk.",
            defaultValue = "hashmap")
        StateBackend stateBackend,
    @Option(
            value =
                "Consecutive restarts from the last checkpoint before the job fails; the count is"
                    + " reset once the job has run for 10 min. 0 = none. `analyze` and `demo` fail"
                    + " after 3, `replay` of topics immediately.",
            defaultValue = "20",
            min = 0,
            changesResults = false)
        int restartAttempts,
    @Option(
            value =
                "Pause before the first restart; doubles with each further one, up to 1 min,"
                    + " until the job has run for 10 min.",
            defaultValue = "1 s",
            min = 0,
            max = 60_000,
            changesResults = false)
        Duration restartDelay,
    @Option(
            value =
                "Consecutive checkpoints that may fail, e.g. because of a full disk, before the"
                    + " job restarts. Results become visible with the next successful one.",
            defaultValue = "5",
            min = 0,
            changesResults = false)
        int failedCheckpoints,
    @Option(
            value = "Port of the embedded web interface on the loopback address; 0 = any free one.",
            defaultValue = "0",
            min = 0,
            max = 65_535,
            changesResults = false)
        int webPort,
    @Option(
            value = "Port of the embedded cluster's metrics for Prometheus; 0 = no metrics.",
            defaultValue = "0",
            min = 0,
            max = 65_535,
            changesResults = false)
        int prometheusPort,
    @Option(
            value =
                "Address of that port: the loopback address, or one that other machines reach,"
                    + " e.g. `0.0.0.0`.",
            defaultValue = "127.0.0.1",
            changesResults = false)
        String prometheusHost)
    implements Serializable {

  /** State backend. */
  public enum StateBackend {
    HASHMAP,
    ROCKSDB
  }

  /** The same with another parallelism. */
  public FlinkSection withParallelism(int other) {
    return new FlinkSection(
        other,
        maxParallelism,
        checkpointInterval,
        checkpointTimeout,
        checkpointDir,
        stateBackend,
        restartAttempts,
        restartDelay,
        failedCheckpoints,
        webPort,
        prometheusPort,
        prometheusHost);
  }

  /** The same with a limited number of restarts, because a short run does not wait for repairs. */
  public FlinkSection withRestartAttemptsUpTo(int most) {
    return new FlinkSection(
        parallelism,
        maxParallelism,
        checkpointInterval,
        checkpointTimeout,
        checkpointDir,
        stateBackend,
        Math.min(restartAttempts, most),
        restartDelay,
        failedCheckpoints,
        webPort,
        prometheusPort,
        prometheusHost);
  }

  /** The parallelism with 0 resolved to the cores of this machine. */
  public int effectiveParallelism() {
    return parallelism > 0 ? parallelism : Runtime.getRuntime().availableProcessors();
  }
}
