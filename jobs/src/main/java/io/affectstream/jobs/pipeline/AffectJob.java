package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.embedded.JobConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The affect job from Kafka to Kafka. */
public final class AffectJob {

  /** Name of the job on the cluster. */
  public static final String NAME = "affect";

  private AffectJob() {}

  /**
   * An environment with the job on it, ready to be executed or turned into a graph.
   *
   * @param config brokers, topics and Flink's settings
   * @param settings of the stages
   * @param checkpoints address of the checkpoint folder; empty = the cluster's own
   */
  public static StreamExecutionEnvironment on(
      AffectConfig config, PipelineSettings settings, String checkpoints) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, checkpoints));
    KafkaSinks.attach(
        AffectPipeline.build(KafkaSources.attach(env, config.kafka()), settings),
        config.kafka(),
        settings.bundle());
    return env;
  }
}
