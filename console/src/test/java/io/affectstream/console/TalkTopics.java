package io.affectstream.console;

import io.affectstream.console.topics.ConsoleKafka;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Severity;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of the console on a broker, and a producer of talks. */
final class TalkTopics implements AutoCloseable {

  private static final int PARTITIONS = 2;
  private static final long LOOK_MILLIS = 20;

  private final Topics topics;
  private final String brokers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Future<RecordMetadata>> pending = new ConcurrentLinkedQueue<>();
  private final WireCodec<VideoFrame> images = WireCodec.of(VideoFrame.class);
  private final WireCodec<AffectFrame> frames = WireCodec.of(AffectFrame.class);
  private final WireCodec<AffectAlert> alerts = WireCodec.of(AffectAlert.class);
  private final WireCodec<AffectEvent> events = WireCodec.of(AffectEvent.class);
  private final WireCodec<Transcript> transcripts = WireCodec.of(Transcript.class);
  private final WireCodec<StreamDescriptor> descriptors = WireCodec.of(StreamDescriptor.class);

  private TalkTopics(String brokers, Topics topics) {
    this.brokers = brokers;
    this.topics = topics;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Creates topics below a prefix. */
  static TalkTopics create(String brokers, String prefix) throws Exception {
    Topics topics = new Topics(prefix);
    List<String> names =
        List.of(
            topics.streams(),
            topics.video(),
            topics.frames(),
            topics.events(),
            topics.transcripts(),
            topics.alerts(),
            topics.live());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin
          .createTopics(
              names.stream().map(name -> new NewTopic(name, PARTITIONS, (short) 1)).toList())
          .all()
          .get();
      while (!admin.listTopics().names().get().containsAll(names)) {
        Thread.sleep(LOOK_MILLIS);
      }
    }
    return new TalkTopics(brokers, topics);
  }

  ConsoleKafka kafka() {
    return new ConsoleKafka(brokers, Map.of(), topics, WireFormat.SINGLE_OBJECT);
  }

  /** Announces streams. */
  void announce(List<String> streams) {
    for (String stream : streams) {
      send(topics.streams(), stream, descriptors.encode(new Talk(stream).descriptor()));
    }
    producer.flush();
  }

  /**
   * Sends frames {@code from} (inclusive) to {@code until} of each stream, with events and words.
   */
  void play(List<String> streams, long from, long until) {
    for (long frame = from; frame < until; frame++) {
      for (String stream : streams) {
        Talk talk = new Talk(stream);
        for (Transcript words : talk.words(frame)) {
          send(topics.transcripts(), stream, transcripts.encode(words));
        }
        for (AffectFrame row : talk.rows(frame)) {
          send(topics.frames(), stream, frames.encode(row));
        }
        for (AffectEvent event : talk.events(frame)) {
          send(topics.events(), stream, events.encode(event));
        }
      }
    }
    flush();
  }

  /** Closes streams that have that many frames. */
  void close(List<String> streams, long frames) {
    for (String stream : streams) {
      send(topics.events(), stream, events.encode(new Talk(stream).closed(frames)));
    }
    flush();
  }

  /** Sends an alert of a frame. */
  void alert(String stream, long frame, Severity severity) {
    send(topics.alerts(), stream, alerts.encode(new Talk(stream).alert(frame, severity)));
    flush();
  }

  /** Sends provisional rows. */
  void provisional(String stream, long from, long until) {
    for (long frame = from; frame < until; frame++) {
      send(topics.live(), stream, frames.encode(new Talk(stream).provisional(frame)));
    }
    flush();
  }

  /** Sends images, each to the partition that its stream's other records have. */
  void show(List<VideoFrame> shown) {
    shown.forEach(frame -> send(topics.video(), frame.getStream(), images.encode(frame)));
    flush();
  }

  /** Sends an image to a partition, as a client with another partitioner does. */
  void showIn(int partition, VideoFrame frame) {
    byte[] key = frame.getStream().getBytes(StandardCharsets.UTF_8);
    pending.add(
        producer.send(new ProducerRecord<>(topics.video(), partition, key, images.encode(frame))));
    flush();
  }

  /** Sends a record that no contract describes. */
  void foreign() {
    send(topics.frames(), "foreign", new byte[] {1, 2, 3});
    flush();
  }

  private void send(String topic, String stream, byte[] value) {
    pending.add(
        producer.send(new ProducerRecord<>(topic, stream.getBytes(StandardCharsets.UTF_8), value)));
  }

  /** Waits until the broker has all records. */
  private void flush() {
    producer.flush();
    for (Future<RecordMetadata> sent = pending.poll(); sent != null; sent = pending.poll()) {
      try {
        sent.get();
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("talk-" + i);
    }
    return names;
  }

  @Override
  public void close() {
    producer.close();
  }
}
