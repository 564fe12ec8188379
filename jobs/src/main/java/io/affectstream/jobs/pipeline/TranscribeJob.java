package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.AccessCheck;
import io.affectstream.jobs.topics.TopicException;
import io.affectstream.operators.transcribe.SpeechSettings;
import io.affectstream.schemas.wire.Topics;
import java.io.IOException;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The transcription job from Kafka to Kafka. */
public final class TranscribeJob {

  /** Name of the job on the cluster. */
  public static final String NAME = "transcribe";

  private TranscribeJob() {}

  /**
   * Checks with the broker that the job has the rights to read, write and commit.
   *
   * @throws TopicException if not; states what is missing
   */
  public static void checkAccess(KafkaSection kafka) throws TopicException, InterruptedException {
    Topics topics = kafka.topicNames();
    AccessCheck.job(
        kafka.withOwnClients(NAME),
        List.of(topics.streams(), topics.audio()),
        List.of(topics.transcripts(), topics.deadLetters()));
  }

  /**
   * An environment with the job, ready to execute or convert to a graph. Its group and transactions
   * have different names from those of the affect job, which may run concurrently.
   *
   * @param config brokers, topics and Flink's settings
   * @param settings of the transcribe stage
   * @param checkpoints address of the checkpoint folder; empty = the cluster's own
   * @throws IOException if a schema registry is configured and refuses the contracts
   */
  public static StreamExecutionEnvironment on(
      AffectConfig config, SpeechSettings settings, String checkpoints) throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, checkpoints));
    KafkaSection kafka = config.kafka().withOwnClients(NAME);
    TranscribePipeline.Outputs outputs =
        TranscribePipeline.build(
            KafkaSources.speech(env, kafka), settings, config.alignment().idleTimeout());
    KafkaSinks.transcripts(outputs.transcripts(), kafka);
    KafkaSinks.deadLetters(outputs.refusals(), kafka);
    return env;
  }
}
