package io.affectstream.app.cluster;

import io.affectstream.app.pipeline.Kcat;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Output of some streams for an independent consumer (kcat, read_committed): the bytes of their
 * records in the three topics of results, in order, with the streams' prefixes removed.
 *
 * @param records by topic and stream, as hexadecimal
 * @param closed streams that are over
 */
record Committed(Map<String, List<String>> records, int closed) {

  private static final Topics TOPICS = Topics.DEFAULT;

  /** Streams {@code PREFIX-NAME}. */
  static Committed of(String broker, String prefix) throws Exception {
    Map<String, List<String>> records = new HashMap<>();
    int closed = 0;
    WireCodec<AffectFrame> frames = WireCodec.of(AffectFrame.class);
    for (byte[] value : Kcat.readCommitted(broker, TOPICS.frames())) {
      AffectFrame frame = frames.decode(value);
      if (isOne(prefix, frame.getStream())) {
        String name = name(prefix, frame.getStream());
        add(
            records,
            TOPICS.frames(),
            name,
            frames.encode(AffectFrame.newBuilder(frame).setStream(name).build()));
      }
    }
    WireCodec<AffectEvent> events = WireCodec.of(AffectEvent.class);
    for (byte[] value : Kcat.readCommitted(broker, TOPICS.events())) {
      AffectEvent event = events.decode(value);
      if (isOne(prefix, event.getStream())) {
        String name = name(prefix, event.getStream());
        add(
            records,
            TOPICS.events(),
            name,
            events.encode(AffectEvent.newBuilder(event).setStream(name).build()));
        closed += event.getKind() == EventKind.STREAM_CLOSED ? 1 : 0;
      }
    }
    WireCodec<Transcript> transcripts = WireCodec.of(Transcript.class);
    for (byte[] value : Kcat.readCommitted(broker, TOPICS.transcripts())) {
      Transcript transcript = transcripts.decode(value);
      if (isOne(prefix, transcript.getStream())) {
        String name = name(prefix, transcript.getStream());
        add(
            records,
            TOPICS.transcripts(),
            name,
            transcripts.encode(Transcript.newBuilder(transcript).setStream(name).build()));
      }
    }
    return new Committed(records, closed);
  }

  private static boolean isOne(String prefix, String stream) {
    return stream.startsWith(prefix + "-");
  }

  private static String name(String prefix, String stream) {
    return stream.substring(prefix.length() + 1);
  }

  private static void add(
      Map<String, List<String>> records, String topic, String name, byte[] value) {
    records
        .computeIfAbsent(topic + " " + name, key -> new ArrayList<>())
        .add(HexFormat.of().formatHex(value));
  }

  /** Number of records of a topic and stream name. */
  int count(String topicAndName) {
    return records.getOrDefault(topicAndName, List.of()).size();
  }

  /** Number of all records. */
  int count() {
    return records.values().stream().mapToInt(List::size).sum();
  }

  /** Records of {@code other} that are missing here, with multiplicity. */
  int lackingOf(Committed other) {
    int lacking = 0;
    for (Map.Entry<String, List<String>> each : other.records.entrySet()) {
      List<String> left = new ArrayList<>(each.getValue());
      records.getOrDefault(each.getKey(), List.of()).forEach(left::remove);
      lacking += left.size();
    }
    return lacking;
  }
}
