package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaConfig;
import io.affectstream.jobs.embedded.JobConfiguration;
import io.affectstream.operators.transcribe.SpeechSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The transcription job from Kafka to Kafka. */
public final class TranscribeJob {

  /** Name of the job on the cluster. */
  public static final String NAME = "transcribe";

  private TranscribeJob() {}

  /**
   * An environment with the job on it, ready to be executed or turned into a graph. Its group and
   * transactions are named apart from those of the affect job, which may run beside it.
   *
   * @param config brokers, topics and Flink's settings
   * @param settings of the transcribe stage
   * @param checkpoints address of the checkpoint folder; empty = the cluster's own
   */
  public static StreamExecutionEnvironment on(
      AffectConfig config, SpeechSettings settings, String checkpoints) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, checkpoints));
    KafkaConfig kafka = config.kafka().withOwnClients(NAME);
    TranscribePipeline.Outputs outputs =
        TranscribePipeline.build(
            KafkaSources.speech(env, kafka), settings, config.alignment().idleTimeout());
    KafkaSinks.transcripts(outputs.transcripts(), kafka);
    KafkaSinks.deadLetters(outputs.refusals(), kafka);
    return env;
  }
}
