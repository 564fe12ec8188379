package io.affectstream.jobs.config;

import java.io.Serializable;

/**
 * The whole configuration. Read it with {@link ConfigReader}; each stage gets its own section only.
 * An empty text means "not set".
 *
 * @param kafka broker, topics' names, delivery
 * @param topics how topics are created
 * @param flink cluster and checkpoints
 * @param model bundle and device
 * @param vision images and faces
 * @param audio voice
 * @param words word vectors
 * @param speech transcription
 * @param batching dynamic batching of the models
 * @param alignment time alignment of the modalities
 * @param smoothing label filter
 * @param episodes episodes of expressions and action units
 * @param live provisional results
 */
public record AffectConfig(
    @Section("Broker, names of the topics and delivery.") KafkaSection kafka,
    @Section("How topics are created and what is expected of existing ones.") TopicsSection topics,
    @Section("Parallelism, checkpoints, state and the web address.") FlinkSection flink,
    @Section("Which bundle predicts, and on which device.") ModelSection model,
    @Section("Images and faces.") VisionSection vision,
    @Section("Voice.") AudioSection audio,
    @Section("Word vectors.") WordsSection words,
    @Section("Speech recognition: `transcribe`, and `analyze --asr`.") SpeechSection speech,
    @Section("Dynamic batches of the models. Never changes a result.") BatchingSection batching,
    @Section("How the modalities of a stream wait for each other.") AlignmentSection alignment,
    @Section("Filter that removes short outlier runs of labels.") SmoothingSection smoothing,
    @Section("Episodes of expressions and action units.") EpisodesSection episodes,
    @Section("Provisional results. Never changes a final result.") LiveSection live)
    implements Serializable {

  /** The same with another cluster, e.g. the embedded one once its address is known. */
  public AffectConfig withBootstrapServers(String bootstrapServers) {
    return with(kafka.withBootstrapServers(bootstrapServers));
  }

  /** The same with other settings of Flink. */
  public AffectConfig with(FlinkSection other) {
    return new AffectConfig(
        kafka, topics, other, model, vision, audio, words, speech, batching, alignment, smoothing,
        episodes, live);
  }

  /** The same with other Kafka settings. */
  public AffectConfig with(KafkaSection other) {
    return new AffectConfig(
        other, topics, flink, model, vision, audio, words, speech, batching, alignment, smoothing,
        episodes, live);
  }

  /** The same with other settings of speech recognition. */
  public AffectConfig with(SpeechSection other) {
    return new AffectConfig(
        kafka, topics, flink, model, vision, audio, words, other, batching, alignment, smoothing,
        episodes, live);
  }

  /** The same without provisional results. */
  public AffectConfig withoutLive() {
    return new AffectConfig(
        kafka,
        topics,
        flink,
        model,
        vision,
        audio,
        words,
        speech,
        batching,
        alignment,
        smoothing,
        episodes,
        live.off());
  }
}
