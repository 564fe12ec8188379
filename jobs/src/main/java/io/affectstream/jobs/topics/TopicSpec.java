package io.affectstream.jobs.topics;

import io.affectstream.jobs.config.TopicsSection;
import io.affectstream.schemas.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Specification of a topic.
 *
 * <p>Retention is by size: a replayed archive must not be deleted because its records are old.
 * Record timestamps stay the producer's wall clock.
 *
 * @param name name of the topic
 * @param partitions number of partitions
 * @param replication copies of each
 * @param settings topic settings by name
 */
record TopicSpec(String name, int partitions, short replication, Map<String, String> settings) {

  /** All topics, inputs first. */
  static List<TopicSpec> all(Topics topics, TopicsSection config) {
    Set<String> compacted = Set.of(topics.streams(), topics.rules());
    return Stream.of(
            topics.inputs(), List.of(topics.rules()), topics.outputs(), List.of(topics.live()))
        .flatMap(List::stream)
        .map(name -> of(name, compacted.contains(name), config))
        .toList();
  }

  private static TopicSpec of(String name, boolean compacted, TopicsSection config) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("cleanup.policy", compacted ? "compact" : "delete");
    settings.put("retention.ms", "-1");
    settings.put("retention.bytes", Long.toString(compacted ? -1 : config.retention().bytes()));
    settings.put("message.timestamp.type", "CreateTime");
    settings.put("max.message.bytes", Long.toString(config.maxRecord().bytes()));
    return new TopicSpec(name, config.partitions(), (short) config.replication(), settings);
  }
}
