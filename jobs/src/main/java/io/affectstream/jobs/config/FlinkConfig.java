package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code flink}. */
public record FlinkConfig(
    @Option(
            value =
                "Parallel instances of each stage; 0 = one per core of this machine (embedded), or"
                    + " what the submission or the cluster says.",
            byDefault = "0",
            min = 0,
            max = 32_768)
        int parallelism,
    @Option(
            value =
                "Upper bound of later rescaling. Part of the state's layout: changing it needs a new"
                    + " start without state.",
            byDefault = "128",
            min = 1,
            max = 32_768)
        int maxParallelism,
    @Option(
            value =
                "Time between checkpoints; with exactly-once delivery also the latency at which"
                    + " results become visible.",
            byDefault = "2 s",
            min = 10,
            max = 86_400_000)
        Duration checkpointInterval,
    @Option(
            value = "Time after which an unfinished checkpoint is given up.",
            byDefault = "5 min",
            min = 1_000)
        Duration checkpointTimeout,
    @Option(
            value =
                "Folder or address of checkpoints. Empty: below the work folder (embedded), or the"
                    + " cluster's own setting.",
            byDefault = "")
        String checkpointDir,
    @Option(
            value = "`hashmap` keeps state in memory, `rocksdb` on local disk.",
            byDefault = "hashmap")
        StateBackend stateBackend,
    @Option(
            value = "Restarts from the last checkpoint before the job is given up.",
            byDefault = "3",
            min = 0)
        int restartAttempts,
    @Option(value = "Pause before a restart.", byDefault = "1 s", min = 0) Duration restartDelay,
    @Option(
            value = "Port of the embedded web interface on the loopback address; 0 = any free one.",
            byDefault = "0",
            min = 0,
            max = 65_535)
        int webPort,
    @Option(
            value =
                "Port at which the embedded cluster offers its metrics to Prometheus; 0 = not"
                    + " offered.",
            byDefault = "0",
            min = 0,
            max = 65_535)
        int prometheusPort)
    implements Serializable {

  /** Where keyed state lives. */
  public enum StateBackend {
    HASHMAP,
    ROCKSDB
  }

  /** The same with another parallelism. */
  public FlinkConfig withParallelism(int other) {
    return new FlinkConfig(
        other,
        maxParallelism,
        checkpointInterval,
        checkpointTimeout,
        checkpointDir,
        stateBackend,
        restartAttempts,
        restartDelay,
        webPort,
        prometheusPort);
  }

  /** The parallelism with 0 resolved to the cores of this machine. */
  public int effectiveParallelism() {
    return parallelism > 0 ? parallelism : Runtime.getRuntime().availableProcessors();
  }
}
