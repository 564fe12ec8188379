package io.affectstream.app.pipeline;

import io.affectstream.app.cluster.OpenTransactions;
import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.pipeline.StoredState.Input;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.topics.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A job on its own broker and Flink. */
final class StateRun implements AutoCloseable {

  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Number of checkpoints without a new result after which none is in flight. */
  private static final int QUIET = 10;

  private final StatefulJob job;
  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;
  private final AffectConfig config;
  private RunningJob running;
  private boolean over;

  private StateRun(StatefulJob job, EmbeddedKafka kafka, EmbeddedFlink flink, AffectConfig config) {
    this.job = job;
    this.kafka = kafka;
    this.flink = flink;
    this.config = config;
  }

  static StateRun start(StatefulJob job, Path folder) throws Exception {
    AffectConfig settings = job.config(); // before starting anything that a skip would leak
    EmbeddedKafka kafka = EmbeddedKafka.start(Files.createDirectories(folder).resolve("kafka"));
    AffectConfig config = settings.withBootstrapServers(kafka.bootstrapServers());
    try (TopicAdmin topics = TopicAdmin.connect(config.kafka(), config.topics())) {
      topics.create();
    }
    EmbeddedFlink flink = EmbeddedFlink.start(folder.resolve("flink"), config.flink());
    return new StateRun(job, kafka, flink, config);
  }

  /** Submits the job; all state of a savepoint must be restored. */
  void submit(Optional<Path> savepoint) throws Exception {
    running =
        flink.submit(
            job.on(config, flink.checkpoints().toUri().toString()).getStreamGraph(),
            savepoint,
            RecoveryClaimMode.NO_CLAIM);
  }

  void publish(List<Input> inputs) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Input input : inputs) {
        byte[] key = input.stream().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(input.topic(), key, input.value())).get();
      }
    }
  }

  /** What is committed, by topic and stream, as JSON. */
  Map<String, List<String>> results() throws Exception {
    Map<String, List<String>> results = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          job.results().stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          String key = record.topic() + "/" + new String(record.key(), StandardCharsets.UTF_8);
          SpecificRecord result = job.read(record.topic(), record.value());
          results.computeIfAbsent(key, unused -> new ArrayList<>()).add(result.toString());
          over |= job.isLast(result);
        }
      }
    }
    return results;
  }

  /** Waits for the end of the stream and everything committed with it. */
  Map<String, List<String>> awaitOver() throws Exception {
    while (!over || !OpenTransactions.of(kafka.bootstrapServers()).isEmpty()) {
      requireRunning();
      results();
    }
    return results();
  }

  /** Waits until all published records are processed. */
  Map<String, List<String>> awaitQuiet() throws Exception {
    Map<String, List<String>> seen = results();
    int quiet = 0;
    while (seen.isEmpty() || quiet < QUIET) {
      requireRunning();
      if (running.isRunning()) {
        running.checkpoint();
      }
      Map<String, List<String>> now = results();
      quiet = now.equals(seen) ? quiet + 1 : 0;
      seen = now;
    }
    return seen;
  }

  Path stopWithSavepoint(Path folder) throws Exception {
    return running.stopWithSavepoint(folder);
  }

  private void requireRunning() {
    if (running.outcome().isDone()) {
      throw new AssertionError("the job ended: " + running.outcome().join());
    }
  }

  @Override
  public void close() throws Exception {
    try (EmbeddedKafka broker = kafka;
        EmbeddedFlink cluster = flink) {
      if (running != null) {
        running.cancel(CANCEL_LIMIT);
      }
    }
  }
}
