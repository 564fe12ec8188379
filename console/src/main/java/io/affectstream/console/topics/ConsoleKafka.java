package io.affectstream.console.topics;

import io.affectstream.console.api.Feed;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How to read the topics.
 *
 * @param bootstrapServers brokers as host:port
 * @param properties further client properties, e.g. of TLS and SASL
 * @param topics names of the topics
 * @param format framing of the records
 */
public record ConsoleKafka(
    String bootstrapServers, Map<String, String> properties, Topics topics, WireFormat format) {

  private static final int TIMEOUT_MILLIS = 10_000;

  /** A consumer of committed records, without a group. The caller closes it. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(properties);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("allow.auto.create.topics", "false");
    settings.put("fetch.max.wait.ms", "100");
    settings.put("default.api.timeout.ms", TIMEOUT_MILLIS);
    settings.remove("group.id");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The feed of a topic. */
  Feed feed(String topic) {
    for (Feed feed : Feed.values()) {
      if (feed.topic(topics).equals(topic)) {
        return feed;
      }
    }
    throw new IllegalArgumentException("no feed has the topic " + topic);
  }
}
