package io.affectstream.app.collect;

import io.affectstream.ingest.kafka.KafkaErrors;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.pipeline.KafkaSinks;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the output topics, all partitions, without a consumer group. Not thread-safe; holds a
 * connection until closed.
 */
public final class OutputRecords implements AutoCloseable {

  /** Selects the records to read. */
  public enum Reading {
    /** Committed records from the earliest on. */
    COMMITTED,
    /** Records committed from now on. */
    COMMITTED_FROM_NOW,
    /** All records, committed or not, from the earliest on: some may be aborted later. */
    WRITTEN
  }

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Object> settings;
  private final Topics topics;
  private final WireCodec<AffectFrame> frames;
  private final WireCodec<AffectEvent> events;
  private final WireCodec<AffectAlert> alerts;
  private final WireCodec<Transcript> transcripts;
  private final WireCodec<DeadLetter> deadLetters;

  private OutputRecords(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<String, Object> settings,
      Topics topics,
      WireFormat format) {
    this.consumer = consumer;
    this.settings = settings;
    this.topics = topics;
    this.frames = format.codec(AffectFrame.class);
    this.events = format.codec(AffectEvent.class);
    this.alerts = format.codec(AffectAlert.class);
    this.transcripts = format.codec(Transcript.class);
    this.deadLetters = format.codec(DeadLetter.class);
  }

  /**
   * Connects to the output topics, to read committed records from the earliest on.
   *
   * @throws CollectException if no broker responds or a topic is missing
   */
  public static OutputRecords open(KafkaSection kafka)
      throws CollectException, InterruptedException {
    return open(kafka, kafka.topicNames().outputs(), Reading.COMMITTED);
  }

  /**
   * Connects and sets the start position.
   *
   * @param names topics to read, some of {@link Topics#outputs}, {@link Topics#live} and the
   *     transcripts
   * @throws CollectException if no broker responds or a topic is missing
   */
  public static OutputRecords open(KafkaSection kafka, List<String> names, Reading reading)
      throws CollectException, InterruptedException {
    String bootstrapServers = kafka.bootstrapServers();
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put(
        "isolation.level", reading == Reading.WRITTEN ? "read_uncommitted" : "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    KafkaConsumer<byte[], byte[]> consumer = connect(settings, bootstrapServers);
    try {
      List<TopicPartition> partitions = partitions(consumer, names, bootstrapServers);
      consumer.assign(partitions);
      if (reading == Reading.COMMITTED_FROM_NOW) {
        consumer.seekToEnd(partitions);
      } else {
        consumer.seekToBeginning(partitions);
      }
      partitions.forEach(consumer::position);
      return new OutputRecords(consumer, settings, kafka.topicNames(), RecordFormat.reading(kafka));
    } catch (InterruptException e) {
      consumer.close();
      throw interrupted(e);
    } catch (KafkaException e) {
      consumer.close();
      throw new CollectException(KafkaErrors.describe(bootstrapServers, e), e);
    } catch (CollectException e) {
      consumer.close();
      throw e;
    }
  }

  private static KafkaConsumer<byte[], byte[]> connect(
      Map<String, Object> settings, String bootstrapServers) throws CollectException {
    try {
      return new KafkaConsumer<>(
          settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw new CollectException(KafkaErrors.describe(bootstrapServers, e), e);
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, List<String> names, String bootstrapServers)
      throws CollectException {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : names) {
      if (!existing.containsKey(name)) {
        throw new CollectException(
            "topic %s does not exist at %s, or this user may not see it; make it with 'affect topics create', or grant Read on it"
                .formatted(name, bootstrapServers));
      }
      existing.get(name).forEach(p -> partitions.add(new TopicPartition(name, p.partition())));
    }
    return partitions;
  }

  /**
   * Passes on the available records, after a short wait for the first one.
   *
   * @return number of records
   * @throws CollectException if a record is foreign
   */
  public int poll(Duration wait, OutputHandler handler)
      throws CollectException, InterruptedException, IOException {
    try {
      var records = consumer.poll(wait);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        handle(record, handler);
      }
      return records.count();
    } catch (UncheckedIOException e) { // of the registry
      throw new CollectException(e.getCause().getMessage(), e);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw new CollectException("the results could not be read: " + e.getMessage(), e);
    }
  }

  /** Whether all records up to now have been passed on. */
  public boolean isAtEnd() throws CollectException, InterruptedException {
    try {
      return consumer.endOffsets(consumer.assignment()).entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw new CollectException("the results could not be read: " + e.getMessage(), e);
    }
  }

  /**
   * Whether all records up to now have been passed on and none waits for its transaction to be
   * committed.
   */
  public boolean isSettled() throws CollectException, InterruptedException {
    if (!isAtEnd()) {
      return false;
    }
    Map<String, Object> all = new HashMap<>(settings);
    all.put("isolation.level", "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> written =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return written.endOffsets(consumer.assignment()).entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw new CollectException("the results could not be read: " + e.getMessage(), e);
    }
  }

  private void handle(ConsumerRecord<byte[], byte[]> record, OutputHandler handler)
      throws CollectException, IOException {
    try {
      if (record.topic().equals(topics.transcripts())) {
        transcript(record, handler);
        return;
      }
      if (record.topic().equals(topics.frames())) {
        handler.frame(frames.decode(record.value()), provisional(record));
      } else if (record.topic().equals(topics.events())) {
        handler.event(events.decode(record.value()));
      } else if (record.topic().equals(topics.live())) {
        live(record.value(), handler);
      } else if (record.topic().equals(topics.alerts())) {
        handler.alert(alerts.decode(record.value()));
      } else {
        handler.deadLetter(deadLetters.decode(record.value()));
      }
    } catch (WireException e) {
      throw new CollectException(
          "%s, partition %d, offset %d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  private static Optional<Expression> provisional(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.headers().lastHeader(KafkaSinks.PROVISIONAL_HEADER))
        .map(header -> Expression.valueOf(new String(header.value(), StandardCharsets.UTF_8)));
  }

  /** The topic holds records of three contracts. */
  private void live(byte[] value, OutputHandler handler) throws WireException, IOException {
    Optional<AffectFrame> frame = frames.decodeIfKnown(value);
    if (frame.isPresent()) {
      handler.liveFrame(frame.get());
      return;
    }
    Optional<AffectEvent> event = events.decodeIfKnown(value);
    if (event.isPresent()) {
      handler.liveEvent(event.get());
      return;
    }
    handler.liveAlert(alerts.decode(value));
  }

  /** An input topic: the job refuses unreadable records. */
  private void transcript(ConsumerRecord<byte[], byte[]> record, OutputHandler handler)
      throws IOException {
    Transcript transcript;
    try {
      transcript = transcripts.decode(record.value());
    } catch (WireException e) {
      return;
    }
    handler.transcript(transcript);
  }

  /** Kafka's unchecked exception leaves the thread's interrupt flag set; this one does not. */
  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    InterruptedException plain = new InterruptedException(e.getMessage());
    plain.initCause(e);
    return plain;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
