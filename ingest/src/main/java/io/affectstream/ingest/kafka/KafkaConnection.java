package io.affectstream.ingest.kafka;

import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import java.util.HashMap;
import java.util.Map;

/**
 * Connection to the topics.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param topics names of the topics
 * @param properties further settings of every Kafka client, e.g. for security
 * @param format how records are framed
 */
public record KafkaConnection(
    String bootstrapServers, Topics topics, Map<String, String> properties, WireFormat format) {

  /** With self-describing records. */
  public KafkaConnection(String bootstrapServers, Topics topics, Map<String, String> properties) {
    this(bootstrapServers, topics, properties, WireFormat.SINGLE_OBJECT);
  }

  /** A broker without security and the default topic names. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Topics.DEFAULT, Map.of());
  }

  Map<String, Object> client(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(own);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.putAll(properties);
    return settings;
  }
}
