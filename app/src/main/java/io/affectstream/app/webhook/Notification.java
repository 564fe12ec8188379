package io.affectstream.app.webhook;

import io.affectstream.ingest.kafka.KafkaErrors;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.Severity;
import io.affectstream.schemas.wire.WireCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Arguments of {@code affect notify}.
 *
 * @param kafka cluster and names
 * @param group consumer group whose offsets say what is delivered
 * @param address address of the webhook
 * @param secret secrets shared with the receiver
 * @param schedule delays between attempts
 * @param timeout maximum duration of an attempt
 * @param least severity below which alerts are not sent
 * @param early whether early alerts are sent too
 */
public record Notification(
    KafkaSection kafka,
    String group,
    URI address,
    WebhookSecret secret,
    RetrySchedule schedule,
    Duration timeout,
    Severity least,
    boolean early) {

  /**
   * Delivers until an interrupt, or until the receiver wants no further alerts.
   *
   * @param notes receives a line for each failed attempt
   * @return the receiver's answer
   * @throws IOException if the topics cannot be read or written
   */
  public String run(Consumer<String> notes) throws IOException, InterruptedException {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("group.id", group);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("allow.auto.create.topics", "false");
    WebhookClient client = new WebhookClient(address, secret, timeout, InstantSource.system());
    try (UndeliveredLetters letters = UndeliveredLetters.open(kafka);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return uninterrupted(notifier(consumer, client, letters, notes));
    } catch (KafkaException e) {
      throw new IOException(KafkaErrors.describe(kafka.bootstrapServers(), e), e);
    }
  }

  private Notifier notifier(
      KafkaConsumer<byte[], byte[]> consumer,
      WebhookClient client,
      UndeliveredLetters letters,
      Consumer<String> notes) {
    String alerts = kafka.topicNames().alerts();
    List<String> topics = early ? List.of(alerts, kafka.topicNames().live()) : List.of(alerts);
    WireCodec<AffectAlert> codec = RecordFormat.reading(kafka).codec(AffectAlert.class);
    return new Notifier(consumer, topics, codec, client, letters, schedule, least, notes);
  }

  /** Clears the interrupt flag that Kafka sets, so that the consumer can leave its group. */
  private static String uninterrupted(Notifier notifier) throws IOException, InterruptedException {
    try {
      return notifier.run();
    } catch (InterruptException e) {
      Thread.interrupted();
      InterruptedException plain = new InterruptedException(e.getMessage());
      plain.initCause(e);
      throw plain;
    }
  }
}
