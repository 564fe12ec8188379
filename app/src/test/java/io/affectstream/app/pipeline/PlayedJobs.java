package io.affectstream.app.pipeline;

import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.pipeline.RecordedStreams.Recorded;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectPipeline;
import io.affectstream.jobs.pipeline.JobConfiguration;
import io.affectstream.jobs.pipeline.KafkaSinks;
import io.affectstream.jobs.pipeline.KafkaSources;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.operators.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Jobs that read recorded streams, each from topics of its own on one broker and one cluster. */
final class PlayedJobs implements AutoCloseable {

  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;

  private PlayedJobs(EmbeddedKafka kafka, EmbeddedFlink flink) {
    this.kafka = kafka;
    this.flink = flink;
  }

  /** Starts the broker and the cluster. */
  static PlayedJobs start(Path folder) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    try {
      AffectConfig config = config(kafka, "unused");
      return new PlayedJobs(kafka, EmbeddedFlink.start(folder.resolve("flink"), config.flink()));
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
  }

  /** Configuration of a run with topics of its own. */
  AffectConfig config(String run, String... settings) throws Exception {
    return config(kafka, run, settings);
  }

  private static AffectConfig config(EmbeddedKafka kafka, String run, String... settings)
      throws Exception {
    List<String> flags = new ArrayList<>();
    flags.add("kafka.bootstrap-servers=" + kafka.bootstrapServers());
    flags.add("kafka.topic-prefix=" + run);
    flags.add("kafka.transactional-id-prefix=" + run);
    flags.add("flink.parallelism=2");
    flags.add("flink.checkpoint-interval=500 ms");
    flags.add("flink.restart-delay=0 ms");
    flags.addAll(List.of(settings));
    return ConfigReader.read(Optional.empty(), flags);
  }

  /** Values committed to the topic of final rows. */
  List<byte[]> frames(AffectConfig config) throws Exception {
    return Kcat.readCommitted(kafka.bootstrapServers(), config.kafka().topicNames().frames());
  }

  /** Collects the results of a job. */
  @FunctionalInterface
  interface Results<T> {
    T of(RunningJob job) throws Exception;
  }

  /**
   * Runs a job on records.
   *
   * @param failing name of a run that fails once in the middle, see {@link FailOnce}
   */
  <T> T run(
      AffectConfig config,
      ModelSource models,
      List<Recorded> records,
      Optional<String> failing,
      Results<T> results)
      throws Exception {
    try (TopicAdmin topics =
        TopicAdmin.connect(kafka.bootstrapServers(), config.kafka(), config.topics())) {
      topics.create();
    }
    RunningJob job = flink.submit(job(config, models, failing).getStreamGraph());
    try {
      int half = records.size() / 2;
      publish(config, records.subList(0, half));
      if (failing.isPresent()) {
        while (frames(config).isEmpty()) {
          Thread.onSpinWait();
        }
        job.checkpoint();
      }
      publish(config, records.subList(half, records.size()));
      return results.of(job);
    } finally {
      job.cancel(Duration.ofSeconds(60));
    }
  }

  private StreamExecutionEnvironment job(
      AffectConfig config, ModelSource models, Optional<String> failing) throws Exception {
    PipelineSettings settings = SettingsFactory.of(config, models, models.open());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, flink.checkpoints().toUri().toString()));
    AffectPipeline.Inputs inputs = KafkaSources.attach(env, config.kafka());
    if (failing.isPresent()) {
      DataStream<RawRecord> video =
          inputs
              .video()
              .map(new FailOnce(failing.get()), TypeInformation.of(RawRecord.class))
              .uid("fail-once");
      inputs =
          new AffectPipeline.Inputs(inputs.streams(), video, inputs.audio(), inputs.transcripts());
    }
    KafkaSinks.attach(AffectPipeline.build(inputs, settings), config.kafka(), settings.bundle());
    return env;
  }

  private void publish(AffectConfig config, List<Recorded> records) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 16 << 20);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Recorded record : records) {
        byte[] key = record.stream().getBytes(StandardCharsets.UTF_8);
        String topic = record.topic().apply(config.kafka().topicNames());
        Future<RecordMetadata> unused =
            producer.send(new ProducerRecord<>(topic, key, record.value()));
      }
      producer.flush();
    }
  }

  @Override
  public void close() {
    flink.close();
    kafka.close();
  }
}
