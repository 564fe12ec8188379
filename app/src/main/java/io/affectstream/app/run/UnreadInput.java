package io.affectstream.app.run;

import io.affectstream.jobs.config.KafkaSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether the input topics contain records after the positions of the job's last checkpoint. The
 * end offset of a topic is not sufficient, because transaction markers occupy offsets without
 * records.
 */
final class UnreadInput {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSection kafka;

  UnreadInput(KafkaSection kafka) {
    this.kafka = kafka;
  }

  /** Whether there is such a record; also true if the broker does not respond. */
  boolean any() throws InterruptedException {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : kafka.topicNames().inputs()) {
        consumer
            .partitionsFor(topic)
            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
      return any(consumer, partitions);
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      return true;
    }
  }

  private static boolean any(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndMetadata> read = consumer.committed(new HashSet<>(partitions));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    read.forEach(
        (partition, position) -> {
          if (position != null) {
            consumer.seek(partition, position);
          }
        });
    Set<TopicPartition> open = new HashSet<>(partitions);
    while (!open.isEmpty()) {
      if (!consumer.poll(POLL).isEmpty()) {
        return true;
      }
      open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
    }
    return false;
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("group.id", kafka.group());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", "1");
    return settings;
  }
}
