package io.affectstream.console.topics;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads one partition for one request, with a limit of records and of time. */
final class BoundedReading {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(15).toNanos();
  private static final int MAX_SCANNED = 500_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final String stream;
  private final long began = System.nanoTime();
  private int scanned;

  /** Assigns the partition to the consumer; {@code stream} is for messages. */
  BoundedReading(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, String stream) {
    this.consumer = consumer;
    this.partition = partition;
    this.stream = stream;
    consumer.assign(Set.of(partition));
  }

  /** Offset of the first record that the topic still holds. */
  long begin() {
    return consumer.beginningOffsets(Set.of(partition)).get(partition);
  }

  /** Offset after the last committed record. */
  long end() {
    return consumer.endOffsets(Set.of(partition)).get(partition);
  }

  void seek(long offset) {
    consumer.seek(partition, offset);
  }

  /** Offset of the next record. */
  long position() {
    return consumer.position(partition);
  }

  /**
   * The next records.
   *
   * @throws ApiException {@link ErrorCode#SEARCH_LIMIT}, {@link ErrorCode#BROKER_UNAVAILABLE}
   */
  ConsumerRecords<byte[], byte[]> poll() throws ApiException {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    scanned += records.count();
    if (scanned > MAX_SCANNED) {
      throw new ApiException(
          ErrorCode.SEARCH_LIMIT,
          "stream %s: not found within %d records of %s, partition %d; request a later time"
              .formatted(stream, MAX_SCANNED, partition.topic(), partition.partition()));
    }
    if (System.nanoTime() - began > PATIENCE_NANOS) {
      throw new ApiException(
          ErrorCode.BROKER_UNAVAILABLE,
          "%s, partition %d: not read within %d s; try again"
              .formatted(
                  partition.topic(),
                  partition.partition(),
                  Duration.ofNanos(PATIENCE_NANOS).toSeconds()));
    }
    return records;
  }
}
