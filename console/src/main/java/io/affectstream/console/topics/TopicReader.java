package io.affectstream.console.topics;

import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the live end of all topics in one thread: from {@code history} before the start on, then as
 * records are committed. Topics and partitions that appear later are read from their beginning. If
 * Kafka fails, tries again with a new consumer from where it was.
 */
public final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long SEARCH_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long RETRY_MILLIS = 1000;

  private final ConsoleKafka kafka;
  private final Optional<Duration> history;
  private final TopicListener listener;
  private final RecordDecoder decoder;
  private final Position next = new Position();
  private final Set<TopicPartition> assigned = new HashSet<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "console-reader");
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private String reported = "";
  private boolean begun;
  private long lastSearch;

  /**
   * A reader; {@link #start} starts its thread.
   *
   * @param history how far back to start, by Kafka's timestamps; empty = at the beginning
   */
  public TopicReader(ConsoleKafka kafka, Optional<Duration> history, TopicListener listener) {
    this.kafka = kafka;
    this.history = history;
    this.listener = listener;
    this.decoder = new RecordDecoder(kafka);
  }

  /** Starts reading. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!isClosed()) {
      try (KafkaConsumer<byte[], byte[]> opened = kafka.consumer()) {
        consumer = opened;
        assigned.clear();
        read(opened);
      } catch (WakeupException e) {
        LOG.debug("closed", e);
      } catch (KafkaException e) {
        if (!Objects.equals(e.getMessage(), reported)) {
          reported = e.getMessage(); // once, not every few seconds
          LOG.warn("Kafka at {}: {}", kafka.bootstrapServers(), reported);
        }
        listener.disconnected(e.getMessage());
        pause();
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> from) {
    search(from);
    while (!isClosed()) {
      if (System.nanoTime() - lastSearch > SEARCH_NANOS) {
        search(from);
      }
      if (assigned.isEmpty()) {
        pause();
        continue;
      }
      ConsumerRecords<byte[], byte[]> records = from.poll(POLL);
      List<TopicRecord> decoded = new ArrayList<>(records.count());
      for (ConsumerRecord<byte[], byte[]> record : records) {
        decoder.decode(record).ifPresent(decoded::add);
      }
      if (!records.isEmpty()) {
        records.nextOffsets().forEach((partition, offset) -> raise(partition, offset.offset()));
        listener.read(decoded);
      }
    }
  }

  private void raise(TopicPartition partition, long offset) {
    next.set(kafka.feed(partition.topic()), partition.partition(), offset);
  }

  /** Assigns the partitions that there are; also the test of whether Kafka responds. */
  private void search(KafkaConsumer<byte[], byte[]> from) {
    Map<String, List<PartitionInfo>> existing = from.listTopics();
    reported = "";
    listener.connected();
    lastSearch = System.nanoTime();
    Set<TopicPartition> found = new HashSet<>();
    for (Feed feed : Feed.values()) {
      for (PartitionInfo partition : existing.getOrDefault(feed.topic(kafka.topics()), List.of())) {
        found.add(new TopicPartition(partition.topic(), partition.partition()));
      }
    }
    Set<TopicPartition> fresh = new HashSet<>(found);
    fresh.removeAll(assigned);
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> offsets = startOffsets(from, fresh);
    assigned.addAll(fresh);
    from.assign(assigned);
    Position begin = new Position();
    for (TopicPartition partition : assigned) {
      Feed feed = kafka.feed(partition.topic());
      long offset = next.get(feed, partition.partition(), offsets.getOrDefault(partition, 0L));
      from.seek(partition, offset);
      if (fresh.contains(partition) && feed.isResumable()) {
        begin.set(feed, partition.partition(), offset);
      }
      raise(partition, offset);
    }
    begun = true;
    listener.assigned(begin);
  }

  private Map<TopicPartition, Long> startOffsets(
      KafkaConsumer<byte[], byte[]> from, Set<TopicPartition> fresh) {
    Map<TopicPartition, Long> offsets = new HashMap<>(from.beginningOffsets(fresh));
    if (history.isEmpty() || begun) {
      return offsets;
    }
    long since = System.currentTimeMillis() - history.get().toMillis();
    Map<TopicPartition, Long> times = new HashMap<>();
    fresh.stream()
        .filter(partition -> kafka.feed(partition.topic()).isResumable())
        .forEach(partition -> times.put(partition, since));
    Map<TopicPartition, OffsetAndTimestamp> at = from.offsetsForTimes(times);
    Map<TopicPartition, Long> ends = from.endOffsets(times.keySet());
    times
        .keySet()
        .forEach(
            partition ->
                offsets.put(
                    partition,
                    at.get(partition) == null
                        ? ends.get(partition)
                        : Long.valueOf(at.get(partition).offset())));
    return Collections.unmodifiableMap(offsets);
  }

  /** Waits, or returns at once when the reader is closed. */
  private void pause() {
    try {
      stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }

  private boolean isClosed() {
    return stop.getCount() == 0;
  }

  @Override
  public void close() {
    stop.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
