package io.affectstream.app.webhook;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.Severity;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Delivers the committed alerts of the topic to a webhook, each at least once. The offset of a
 * partition is committed up to the first alert that is neither accepted nor a dead letter, so that
 * a restart sends the others again, under the same ids. An alert that fails does not delay others.
 *
 * <p>One thread, which holds the consumer; answers arrive in a queue.
 */
final class Notifier implements ConsumerRebalanceListener {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MAX_PENDING = 1000;
  private static final int MAX_SENDING = 8;

  /** An answer to a message. */
  private record Answered(Message message, Answer answer) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final WireCodec<AffectAlert> codec;
  private final WebhookClient client;
  private final UndeliveredLetters letters;
  private final Severity least;
  private final Consumer<String> notes;
  private final Deliveries deliveries;
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /**
   * @param topics topic of the alerts, then those that hold alerts among other records
   */
  Notifier(
      KafkaConsumer<byte[], byte[]> consumer,
      List<String> topics,
      WireCodec<AffectAlert> codec,
      WebhookClient client,
      UndeliveredLetters letters,
      RetrySchedule schedule,
      Severity least,
      Consumer<String> notes) {
    this.consumer = consumer;
    this.topics = topics;
    this.codec = codec;
    this.client = client;
    this.letters = letters;
    this.least = least;
    this.notes = notes;
    this.deliveries = new Deliveries(schedule, MAX_SENDING);
  }

  /**
   * Delivers until an interrupt, or until the receiver wants no further alerts.
   *
   * @return why the receiver wants none
   * @throws IOException if a dead letter cannot be written
   */
  String run() throws IOException, InterruptedException {
    consumer.subscribe(topics, this);
    Optional<String> gone = Optional.empty();
    while (gone.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (deliveries.size() >= MAX_PENDING) {
        consumer.pause(consumer.assignment());
      } else {
        consumer.resume(consumer.assignment());
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      for (Message message : deliveries.due(System.nanoTime())) {
        CompletableFuture<?> unused =
            client
                .post(message.id(), message.body())
                .thenAccept(answer -> answers.add(new Answered(message, answer)));
      }
      gone = settle();
      commit();
    }
    return gone.get();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    try {
      Optional<AffectAlert> alert =
          record.topic().equals(topics.get(0))
              ? Optional.of(codec.decode(record.value()))
              : codec.decodeIfKnown(record.value()); // rows and events lie between early alerts
      if (alert.isEmpty() || alert.get().getSeverity().compareTo(least) < 0) {
        deliveries.skip(partition, record.offset());
      } else {
        deliveries.add(
            Message.of(partition, record.offset(), alert.get(), record.timestamp()),
            System.nanoTime());
      }
    } catch (WireException e) {
      letters.unreadable(partition, record.offset(), e, record.value());
      deliveries.skip(partition, record.offset());
    }
  }

  /** Handles the answers so far; why the receiver wants no further alerts, if one says so. */
  private Optional<String> settle() throws IOException {
    Queue<Answered> arrived = new ArrayDeque<>();
    for (Answered each = answers.poll(); each != null; each = answers.poll()) {
      arrived.add(each);
    }
    Optional<String> gone = Optional.empty();
    for (Answered each : arrived) {
      switch (each.answer().kind()) {
        case ACCEPTED -> deliveries.done(each.message());
        case GONE -> gone = Optional.of(each.answer().detail());
        case FAILED -> failed(each.message(), each.answer());
      }
    }
    return gone;
  }

  private void failed(Message message, Answer answer) throws IOException {
    Optional<Duration> delay = deliveries.failed(message, System.nanoTime());
    if (delay.isPresent()) {
      notes.accept(
          "alert %s: %s; next attempt in %s"
              .formatted(message.id(), answer.detail(), text(delay.get())));
      return;
    }
    letters.undelivered(message, answer);
    deliveries.done(message);
    notes.accept(
        "alert %s: %s after the last attempt; it is a dead letter now"
            .formatted(message.id(), answer.detail()));
  }

  private static String text(Duration delay) {
    return delay.toSeconds() < 120 ? delay.toMillis() / 1e3 + " s" : delay.toMinutes() + " min";
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    deliveries
        .progress()
        .forEach(
            (partition, offset) -> {
              if (!offset.equals(committed.get(partition))) {
                offsets.put(partition, new OffsetAndMetadata(offset));
              }
            });
    if (!offsets.isEmpty()) {
      consumer.commitSync(offsets);
      offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }
  }

  /** Commits what is done before other processes take the partitions over. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    commit();
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      deliveries.forget(partition);
      committed.remove(partition);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // their alerts arrive with the next poll
  }
}
