package io.affectstream.app.webhook;

import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Alerts that cannot be delivered, as records of the topic of dead letters. */
final class UndeliveredLetters implements AutoCloseable {

  private static final int HEAD_BYTES = 256;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final WireCodec<DeadLetter> codec;

  private UndeliveredLetters(
      KafkaProducer<byte[], byte[]> producer, String topic, WireCodec<DeadLetter> codec) {
    this.producer = producer;
    this.topic = topic;
    this.codec = codec;
  }

  /** Connects; {@code kafka} names the cluster. */
  static UndeliveredLetters open(KafkaSection kafka) throws IOException {
    String topic = kafka.topicNames().deadLetters();
    WireCodec<DeadLetter> codec =
        RecordFormat.writing(kafka, List.of(topic)).codec(DeadLetter.class);
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("acks", "all");
    return new UndeliveredLetters(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        topic,
        codec);
  }

  /** A message that no attempt delivered. */
  void undelivered(Message message, Answer answer) throws IOException {
    write(
        letter(message.partition(), message.offset(), message.body())
            .setStream(message.alert().getStream())
            .setTime(message.alert().getTime())
            .setReason(DeadLetterReason.NOT_DELIVERED)
            .setMessage(
                "alert %s of rule %s: expected the webhook to answer 2xx, found %s in the last attempt; send it again from its offset once the receiver works"
                    .formatted(message.id(), message.alert().getRule(), answer.detail()))
            .build());
  }

  /** A record that is no alert. */
  void unreadable(TopicPartition partition, long offset, WireException failure, byte[] value)
      throws IOException {
    write(
        letter(partition, offset, value == null ? new byte[0] : value)
            .setReason(failure.reason())
            .setMessage(failure.getMessage())
            .build());
  }

  private static DeadLetter.Builder letter(TopicPartition partition, long offset, byte[] value) {
    byte[] head = Arrays.copyOf(value, Math.min(HEAD_BYTES, value.length));
    return DeadLetter.newBuilder()
        .setTopic(partition.topic())
        .setPartition(partition.partition())
        .setOffset(offset)
        .setHead(ByteBuffer.wrap(head));
  }

  private void write(DeadLetter letter) throws IOException {
    String key = letter.getStream() == null ? "" : letter.getStream();
    try {
      producer
          .send(
              new ProducerRecord<>(
                  topic, key.getBytes(StandardCharsets.UTF_8), codec.encode(letter)))
          .get();
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("a dead letter could not be written: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a dead letter was written", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
