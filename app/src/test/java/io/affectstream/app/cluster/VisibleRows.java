package io.affectstream.app.cluster;

import io.affectstream.schemas.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Committed rows of one stream, counted as they become visible. */
final class VisibleRows implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final byte[] key;
  private long rows;

  private VisibleRows(KafkaConsumer<byte[], byte[]> consumer, String stream) {
    this.consumer = consumer;
    this.key = stream.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads from the beginning of the topic. */
  static VisibleRows of(String broker, String stream) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker,
                "isolation.level",
                "read_committed",
                "fetch.max.wait.ms",
                "50"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DEFAULT.frames()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new VisibleRows(consumer, stream);
  }

  /** Whether more rows than this are visible by now. */
  boolean exceed(long count) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      rows += Arrays.equals(record.key(), key) ? 1 : 0;
    }
    return rows > count;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
