package io.affectstream.app.replay;

import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Content of an archive, found by reading it once: its ends, and the modalities of each stream. A
 * stream without a descriptor is replayed with the modalities that it has, which a live job has to
 * infer within its grace period.
 *
 * @param topics topics read
 * @param ends offset after the last committed record of each partition
 * @param records number of records
 * @param streams modalities that have records, by stream
 * @param undescribed those of {@code streams} that have no descriptor
 */
record ArchiveScan(
    ArchiveTopics topics,
    Map<TopicPartition, Long> ends,
    long records,
    Map<String, Set<Modality>> streams,
    Set<String> undescribed) {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * Reads the topics up to their current ends.
   *
   * @param written names or prefixes of topics
   * @throws IOException if the cluster does not respond or the topics do not exist
   */
  static ArchiveScan of(KafkaSection kafka, List<String> written)
      throws IOException, InterruptedException {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return read(consumer, ArchiveTopics.of(written, consumer.listTopics().keySet()));
    } catch (InterruptException e) {
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (KafkaException e) {
      throw new IOException(
          "the archive at %s cannot be read: %s; check the address, and kafka.properties"
              .formatted(kafka.bootstrapServers(), e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ArchiveScan read(KafkaConsumer<byte[], byte[]> consumer, ArchiveTopics topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : topics.names()) {
      consumer
          .partitionsFor(name)
          .forEach(info -> partitions.add(new TopicPartition(name, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Contents contents = new Contents(new Topics(topics.prefix()));
    while (!partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          contents.add(record);
        }
      }
    }
    Set<String> undescribed = new HashSet<>(contents.streams.keySet());
    undescribed.removeAll(contents.described);
    return new ArchiveScan(
        topics, Map.copyOf(ends), contents.records, contents.streams, undescribed);
  }

  /** Only the key of a record is used: the stream. */
  private static final class Contents {

    private final Map<String, Modality> modalities;
    private final String descriptors;
    private final Map<String, Set<Modality>> streams = new TreeMap<>();
    private final Set<String> described = new HashSet<>();
    private long records;

    Contents(Topics topics) {
      descriptors = topics.streams();
      modalities =
          Map.of(
              topics.video(), Modality.FACE,
              topics.audio(), Modality.VOICE,
              topics.transcripts(), Modality.WORDS);
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
      records++;
      if (record.key() == null) {
        return; // foreign record: the job refuses it, or finds the stream in its content
      }
      String stream = new String(record.key(), StandardCharsets.UTF_8);
      if (record.topic().equals(descriptors)) {
        described.add(stream);
      } else {
        streams
            .computeIfAbsent(stream, id -> EnumSet.noneOf(Modality.class))
            .add(modalities.get(record.topic()));
      }
    }
  }
}
