package io.affectstream.ingest.kafka;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks with the broker, before anything is written, that the topics exist, and reads their
 * limits.
 */
final class TopicCheck {

  private TopicCheck() {}

  /** Smallest {@code max.message.bytes} of the input topics; unlimited if access is denied. */
  static int smallestRecordLimit(KafkaConnection connection, Duration timeout) throws IOException {
    List<String> topics = connection.topics().inputs();
    try (Admin admin = admin(connection, timeout)) {
      admin.describeTopics(topics).allTopicNames().get();
      List<ConfigResource> resources =
          topics.stream()
              .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
              .toList();
      return admin.describeConfigs(resources).all().get().values().stream()
          .flatMap(TopicCheck::limit)
          .reduce(Integer.MAX_VALUE, Math::min);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Integer.MAX_VALUE;
      }
      throw failure(connection, e.getCause());
    } catch (KafkaException e) {
      throw failure(connection, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking for the topics");
    }
  }

  private static Admin admin(KafkaConnection connection, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    return Admin.create(
        connection.client(
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis)));
  }

  private static Stream<Integer> limit(Config config) {
    ConfigEntry entry = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return entry == null || entry.value() == null
        ? Stream.empty()
        : Stream.of(Integer.valueOf(entry.value()));
  }

  private static IOException failure(KafkaConnection connection, Throwable cause) {
    String message =
        cause instanceof UnknownTopicOrPartitionException
            ? "expected the topics %s at %s, found that not all exist; create them with 'affect topics create'"
                .formatted(connection.topics().inputs(), connection.bootstrapServers())
            : KafkaErrors.describe(connection.bootstrapServers(), cause);
    return new IOException(message, cause);
  }
}
