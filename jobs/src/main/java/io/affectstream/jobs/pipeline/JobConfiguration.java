package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.FlinkSection;
import io.affectstream.jobs.config.KafkaSection.Delivery;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Flink settings of a job, from the configuration; identical embedded and on a cluster. */
public final class JobConfiguration {

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
  private static final Duration SOUND_AGAIN = Duration.ofMinutes(10);

  /** Wait of a record for its network buffer; Flink's default of 100 ms is too long per hop. */
  private static final Duration LIVE_BUFFER_TIMEOUT = Duration.ofMillis(5);

  private JobConfiguration() {}

  /**
   * Settings for {@code StreamExecutionEnvironment.getExecutionEnvironment}: parallelism,
   * checkpoints (retained on cancellation), state backend, restarts; generic (Kryo) types refused.
   *
   * @param checkpoints address of the checkpoint folder; empty = the cluster's own
   */
  public static Configuration of(AffectConfig config, String checkpoints) {
    FlinkSection flink = config.flink();
    Configuration job = new Configuration();
    job.set(CoreOptions.DEFAULT_PARALLELISM, flink.effectiveParallelism());
    job.set(PipelineOptions.MAX_PARALLELISM, flink.maxParallelism());
    job.set(PipelineOptions.GENERIC_TYPES, false);
    // Records are immutable and no stage changes an array of its input, so no copies are needed.
    job.set(PipelineOptions.OBJECT_REUSE, true);
    job.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    job.set(
        StateBackendOptions.STATE_BACKEND, flink.stateBackend().name().toLowerCase(Locale.ROOT));
    job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, flink.checkpointInterval());
    job.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, flink.checkpointTimeout());
    job.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, flink.failedCheckpoints());
    job.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, mode(config.kafka().delivery()));
    job.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (!checkpoints.isEmpty()) {
      job.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      job.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
    }
    if (config.live().enabled()) {
      job.set(ExecutionOptions.BUFFER_TIMEOUT, LIVE_BUFFER_TIMEOUT);
    }
    restarts(flink, job);
    return job;
  }

  private static void restarts(FlinkSection flink, Configuration job) {
    if (flink.restartAttempts() == 0) {
      job.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      return;
    }
    job.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    job.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS,
        flink.restartAttempts());
    job.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        flink.restartDelay().isZero() ? Duration.ofMillis(1) : flink.restartDelay());
    job.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_DELAY);
    job.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
    job.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        SOUND_AGAIN);
  }

  private static CheckpointingMode mode(Delivery delivery) {
    return delivery == Delivery.EXACTLY_ONCE
        ? CheckpointingMode.EXACTLY_ONCE
        : CheckpointingMode.AT_LEAST_ONCE;
  }
}
