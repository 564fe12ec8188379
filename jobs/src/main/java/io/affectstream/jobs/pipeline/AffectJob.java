package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.topics.AccessCheck;
import io.affectstream.jobs.topics.TopicException;
import io.affectstream.operators.transcribe.SpeechSettings;
import io.affectstream.operators.transcribe.TranscribeFunction;
import io.affectstream.schemas.wire.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The affect job from Kafka to Kafka. */
public final class AffectJob {

  /** Name of the job on the cluster. */
  public static final String NAME = "affect";

  private AffectJob() {}

  /**
   * Checks with the broker that the job has the rights to read, write and commit.
   *
   * @throws TopicException if not; states what is missing
   */
  public static void checkAccess(AffectConfig config) throws TopicException, InterruptedException {
    Topics topics = config.kafka().topicNames();
    List<String> reads = new ArrayList<>(topics.inputs());
    reads.add(topics.rules());
    List<String> writes = new ArrayList<>(topics.outputs());
    if (config.live().enabled()) {
      writes.add(topics.live());
    }
    AccessCheck.job(config.kafka(), reads, writes);
  }

  /**
   * An environment with the job, ready to execute or convert to a graph.
   *
   * @param config brokers, topics and Flink's settings
   * @param settings of the stages
   * @param checkpoints address of the checkpoint folder; empty = the cluster's own
   * @throws IOException if a schema registry is configured and refuses the contracts
   */
  public static StreamExecutionEnvironment on(
      AffectConfig config, PipelineSettings settings, String checkpoints) throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, checkpoints));
    affect(env, config, settings);
    return env;
  }

  /**
   * The same including the transcription of the streams that request it, so that one checkpoint
   * covers both. Transcripts still go through their topic.
   */
  public static StreamExecutionEnvironment transcribing(
      AffectConfig config, PipelineSettings settings, SpeechSettings speech, String checkpoints)
      throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, checkpoints));
    AffectPipeline.Outputs outputs = affect(env, config, settings);
    KafkaSinks.transcripts(
        TranscribeFunction.attach(outputs.audio(), outputs.streams(), speech), config.kafka());
    return env;
  }

  /**
   * The same on an archive, with its results on the cluster of {@code config}. The job ends when
   * everything is read.
   *
   * @throws IOException if a schema registry is configured and refuses the contracts
   */
  public static StreamExecutionEnvironment replaying(
      AffectConfig config, ArchivedTopics archive, PipelineSettings settings, String checkpoints)
      throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, checkpoints));
    affect(KafkaSources.archived(env, archive, config.kafka()), config, settings);
    return env;
  }

  private static AffectPipeline.Outputs affect(
      StreamExecutionEnvironment env, AffectConfig config, PipelineSettings settings)
      throws IOException {
    return affect(KafkaSources.attach(env, config.kafka()), config, settings);
  }

  private static AffectPipeline.Outputs affect(
      AffectPipeline.Inputs inputs, AffectConfig config, PipelineSettings settings)
      throws IOException {
    AffectPipeline.Outputs outputs = AffectPipeline.build(inputs, settings);
    KafkaSinks.attach(outputs, config.kafka(), settings.bundle());
    return outputs;
  }
}
