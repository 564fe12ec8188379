package io.affectstream.console.state;

import io.affectstream.console.api.Alert;
import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Event;
import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Row;
import io.affectstream.console.api.StreamInfo;
import io.affectstream.console.api.StreamPhase;
import io.affectstream.console.api.Words;
import io.affectstream.console.topics.TopicRecord;
import io.affectstream.schemas.Severity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The streams in memory. Beyond {@code maxStreams} the one whose newest row arrived first is
 * forgotten, closed ones before others; its records stay in the topics. Thread-safe.
 */
public final class StreamStates {

  private static final List<Severity> SEVERITIES = List.of(Severity.values());

  private final Map<String, StreamState> streams = new LinkedHashMap<>();
  private final int maxStreams;
  private final int capacity;
  private final boolean complete;

  /**
   * @param maxStreams streams to retain
   * @param capacity records to retain per stream and feed
   * @param complete whether the topics are read from their beginning
   */
  public StreamStates(int maxStreams, int capacity, boolean complete) {
    this.maxStreams = maxStreams;
    this.capacity = capacity;
    this.complete = complete;
  }

  /** Records of a span in memory, with the offset at which to continue. */
  public record Memory(List<Entry> entries, OptionalLong next) {}

  /** Applies a record; {@code now} is milliseconds since 1970. */
  public synchronized Entry apply(TopicRecord record, long now) {
    Entry entry =
        new Entry(
            record.feed(),
            record.partition(),
            record.offset(),
            record.stream(),
            record.time(),
            body(record.body()),
            Json.of(record.body()));
    state(record.stream()).apply(record, entry, now);
    return entry;
  }

  private static Entry.Body body(Object body) {
    if (body instanceof Row) {
      return Entry.Body.ROW;
    }
    if (body instanceof Event) {
      return Entry.Body.EVENT;
    }
    if (body instanceof Alert) {
      return Entry.Body.ALERT;
    }
    return body instanceof Words ? Entry.Body.WORDS : Entry.Body.DESCRIPTOR;
  }

  private StreamState state(String stream) {
    StreamState known = streams.get(stream);
    if (known != null) {
      return known;
    }
    if (streams.size() >= maxStreams) {
      streams.entrySet().stream()
          .min(
              Comparator.comparing(
                      (Map.Entry<String, StreamState> entry) ->
                          entry.getValue().phase() != StreamPhase.CLOSED)
                  .thenComparing(entry -> entry.getValue().arrived()))
          .ifPresent(oldest -> streams.remove(oldest.getKey()));
    }
    StreamState created = new StreamState(stream, capacity, complete);
    streams.put(stream, created);
    return created;
  }

  /** Severity of a recent alert; 0 without one. */
  private static int urgency(StreamInfo info) {
    return info.alert() == null ? 0 : 1 + SEVERITIES.indexOf(info.alert().severity());
  }

  /** All streams: open ones first, then by severity of a recent alert, then by change. */
  public synchronized List<StreamInfo> infos(long now) {
    return streams.values().stream()
        .map(state -> state.info(now))
        .sorted(
            Comparator.comparing((StreamInfo info) -> info.phase() != StreamPhase.OPEN)
                .thenComparing(info -> info.phase() == StreamPhase.CLOSED)
                .thenComparing(StreamStates::urgency, Comparator.reverseOrder())
                .thenComparing(StreamInfo::change, Comparator.reverseOrder())
                .thenComparing(StreamInfo::stream))
        .toList();
  }

  /**
   * One stream.
   *
   * @throws ApiException {@link ErrorCode#UNKNOWN_STREAM}
   */
  public synchronized StreamInfo info(String stream, long now) throws ApiException {
    return known(stream).info(now);
  }

  /**
   * The partition in which the stream has records of a feed; empty if it has none.
   *
   * @throws ApiException {@link ErrorCode#UNKNOWN_STREAM}
   */
  public synchronized OptionalInt partition(String stream, Feed feed) throws ApiException {
    return known(stream).partition(feed);
  }

  /**
   * Records of a span of originating time, if all of them are in memory.
   *
   * @param from least offset; empty = any
   * @param slackMicros by how much times may descend within the partition
   * @throws ApiException {@link ErrorCode#UNKNOWN_STREAM}
   */
  public synchronized Optional<Memory> between(
      String stream,
      Feed feed,
      long since,
      long until,
      OptionalLong from,
      int limit,
      long slackMicros)
      throws ApiException {
    Ring ring = known(stream).ring(feed);
    boolean covered =
        from.isPresent() ? ring.coversOffset(from.getAsLong()) : ring.covers(since, slackMicros);
    if (!covered) {
      return Optional.empty();
    }
    List<Entry> found = ring.between(since, until, from.orElse(0), limit);
    OptionalLong next =
        found.size() < limit
            ? OptionalLong.empty()
            : ring.next(since, until, found.get(found.size() - 1).offset());
    return Optional.of(new Memory(found, next));
  }

  private StreamState known(String stream) throws ApiException {
    StreamState state = streams.get(stream);
    if (state == null) {
      throw new ApiException(
          ErrorCode.UNKNOWN_STREAM,
          "stream '%s': no record was read; GET /api/v1/streams lists those that were"
              .formatted(stream.substring(0, Math.min(100, stream.length()))));
    }
    return state;
  }
}
