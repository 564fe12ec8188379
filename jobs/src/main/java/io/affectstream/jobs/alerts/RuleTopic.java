package io.affectstream.jobs.alerts;

import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.ingest.kafka.KafkaErrors;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.operators.source.ArrivalReader;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.RawRecord;
import io.affectstream.operators.source.RuleArrival;
import io.affectstream.schemas.AffectRule;
import io.affectstream.schemas.wire.WireCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads and writes topic affect.rules. */
public final class RuleTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(200);

  private RuleTopic() {}

  /**
   * The versions that are in the topic now, in the order of their partitions; without records that
   * a job refuses.
   *
   * @return none if the topic does not exist
   * @throws IOException if the topic cannot be read
   */
  public static List<RuleArrival> read(KafkaSection kafka)
      throws IOException, InterruptedException {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.putIfAbsent("default.api.timeout.ms", (int) PATIENCE.toMillis());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> partitions = consumer.listTopics().get(kafka.topicNames().rules());
      return partitions == null ? List.of() : read(consumer, kafka, partitions);
    } catch (InterruptException e) {
      Thread.interrupted();
      InterruptedException plain = new InterruptedException(e.getMessage());
      plain.initCause(e);
      throw plain;
    } catch (KafkaException e) {
      throw new IOException(KafkaErrors.describe(kafka.bootstrapServers(), e), e);
    }
  }

  private static List<RuleArrival> read(
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaSection kafka,
      List<PartitionInfo> topicPartitions) {
    List<TopicPartition> partitions =
        topicPartitions.stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    ArrivalReader<AffectRule, RuleArrival> reader =
        ArrivalReader.rules(RecordFormat.reading(kafka));
    List<RuleArrival> rules = new ArrayList<>();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        Origin origin = new Origin(record.topic(), record.partition(), record.offset());
        reader.readIfValid(new RawRecord(origin, value)).ifPresent(rules::add);
      }
    }
    return List.copyOf(rules);
  }

  /**
   * Writes versions; returns once the broker has them.
   *
   * @throws IOException if the broker or a schema registry refuses them
   */
  public static void write(KafkaSection kafka, List<RuleVersion> versions)
      throws IOException, InterruptedException {
    String topic = kafka.topicNames().rules();
    WireCodec<AffectRule> codec =
        RecordFormat.writing(kafka, List.of(topic)).codec(AffectRule.class);
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("acks", "all");
    settings.putIfAbsent("max.block.ms", (int) PATIENCE.toMillis());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (RuleVersion version : versions) {
        byte[] key = version.key().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, codec.encode(record(version)))).get();
      }
    } catch (ExecutionException e) {
      throw new IOException(KafkaErrors.describe(kafka.bootstrapServers(), "topic " + topic, e), e);
    } catch (KafkaException e) {
      throw new IOException(KafkaErrors.describe(kafka.bootstrapServers(), e), e);
    }
  }

  private static AffectRule record(RuleVersion version) {
    return AffectRule.newBuilder()
        .setRule(version.rule())
        .setEffectiveFrom(version.effectiveFrom())
        .setText(version.text())
        .setSeverity(version.severity())
        .setEarly(version.early())
        .setWithdrawn(version.withdrawn())
        .build();
  }
}
