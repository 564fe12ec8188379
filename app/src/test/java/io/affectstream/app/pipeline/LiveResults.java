package io.affectstream.app.pipeline;

import io.affectstream.app.embedded.RunningJob;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.KafkaSinks;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a run wrote: values as they are, and decoded.
 *
 * @param frames values of final rows in hexadecimal digits, by stream, in order
 * @param events values of final events, likewise
 * @param finals final rows
 * @param headers provisional labels of final rows
 * @param live provisional rows in order
 * @param liveEvents provisional events in order
 */
record LiveResults(
    Map<String, List<String>> frames,
    Map<String, List<String>> events,
    List<AffectFrame> finals,
    Map<Row, String> headers,
    List<AffectFrame> live,
    List<AffectEvent> liveEvents) {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LIMIT_NANOS = Duration.ofMinutes(3).toNanos();

  /** Time after the end in which provisional records still arrive. */
  private static final long SETTLED_NANOS = Duration.ofSeconds(3).toNanos();

  /** Identity of a row. */
  record Row(String stream, long frame, int face) {

    static Row of(AffectFrame frame) {
      return new Row(frame.getStream(), frame.getFrame(), frame.getFace());
    }

    boolean in(String other) {
      return stream.equals(other);
    }
  }

  private LiveResults() {
    this(
        new TreeMap<>(),
        new TreeMap<>(),
        new ArrayList<>(),
        new HashMap<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** Reads until this number of streams is closed and nothing more arrives. */
  static LiveResults collect(AffectConfig config, int streams, RunningJob job) throws Exception {
    LiveResults results = new LiveResults();
    Topics topics = config.kafka().topicNames();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            config.kafka().bootstrapServers(),
            "isolation.level",
            "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : List.of(topics.frames(), topics.events(), topics.live())) {
        consumer
            .partitionsFor(topic)
            .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int closed = 0;
      long start = System.nanoTime();
      long last = start;
      while (closed < streams || System.nanoTime() - last < SETTLED_NANOS) {
        job.check();
        if (System.nanoTime() - start > LIMIT_NANOS) {
          throw new AssertionError("streams closed: %d of %d".formatted(closed, streams));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          closed += results.add(topics, record);
          last = System.nanoTime();
        }
      }
    }
    return results;
  }

  /** Adds a record; returns the number of streams that it closes. */
  private int add(Topics topics, ConsumerRecord<byte[], byte[]> record) throws WireException {
    String stream = new String(record.key(), StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(record.value());
    if (record.topic().equals(topics.frames())) {
      AffectFrame row = WireCodec.of(AffectFrame.class).decode(record.value());
      frames.computeIfAbsent(stream, id -> new ArrayList<>()).add(hex);
      finals.add(row);
      Header header = record.headers().lastHeader(KafkaSinks.PROVISIONAL_HEADER);
      if (header != null) {
        headers.put(Row.of(row), new String(header.value(), StandardCharsets.UTF_8));
      }
    } else if (record.topic().equals(topics.events())) {
      events.computeIfAbsent(stream, id -> new ArrayList<>()).add(hex);
      AffectEvent event = WireCodec.of(AffectEvent.class).decode(record.value());
      return event.getKind() == EventKind.STREAM_CLOSED ? 1 : 0;
    } else {
      live(record.value());
    }
    return 0;
  }

  private void live(byte[] value) throws WireException {
    try {
      live.add(WireCodec.of(AffectFrame.class).decode(value));
    } catch (WireException e) {
      liveEvents.add(WireCodec.of(AffectEvent.class).decode(value));
    }
  }
}
