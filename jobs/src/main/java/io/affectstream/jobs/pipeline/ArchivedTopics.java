package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.KafkaSection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Input topics that are read from their start to a fixed end, without side effects on their
 * cluster.
 *
 * @param kafka their cluster and prefix
 * @param ends offset after the last record of each partition; topics without one are not read
 */
public record ArchivedTopics(KafkaSection kafka, Map<TopicPartition, Long> ends) {

  /** Whether a topic is part of the archive. */
  boolean holds(String topic) {
    return ends.keySet().stream().anyMatch(partition -> partition.topic().equals(topic));
  }
}
