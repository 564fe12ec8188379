package io.affectstream.app.collect;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.wire.WireCodec;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records of the output topics in transactions. */
final class ResultProducer implements AutoCloseable {

  private final AffectConfig config;
  private final KafkaProducer<String, byte[]> producer;

  ResultProducer(AffectConfig config) {
    this.config = config;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", config.kafka().bootstrapServers(),
                "transactional.id", config.kafka().topicPrefix()),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  void transaction(boolean commit, Object... records) throws Exception {
    producer.beginTransaction();
    for (Object record : records) {
      producer.send(encode(record)).get();
    }
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  void raw(String topic, byte[] value) throws Exception {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, "a", value)).get();
    producer.commitTransaction();
  }

  private ProducerRecord<String, byte[]> encode(Object record) {
    var topics = config.kafka().topicNames();
    if (record instanceof AffectFrame frame) {
      return new ProducerRecord<>(
          topics.frames(), frame.getStream(), WireCodec.of(AffectFrame.class).encode(frame));
    }
    if (record instanceof AffectEvent event) {
      return new ProducerRecord<>(
          topics.events(), event.getStream(), WireCodec.of(AffectEvent.class).encode(event));
    }
    DeadLetter letter = (DeadLetter) record;
    return new ProducerRecord<>(
        topics.deadLetters(), letter.getStream(), WireCodec.of(DeadLetter.class).encode(letter));
  }

  @Override
  public void close() {
    producer.close();
  }
}
