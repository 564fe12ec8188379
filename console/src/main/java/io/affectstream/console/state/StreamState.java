package io.affectstream.console.state;

import io.affectstream.console.api.Alert;
import io.affectstream.console.api.Descriptor;
import io.affectstream.console.api.Event;
import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Row;
import io.affectstream.console.api.StreamInfo;
import io.affectstream.console.api.StreamPhase;
import io.affectstream.console.topics.TopicRecord;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** State and newest records of one stream. Not thread-safe. */
final class StreamState {

  private static final List<Expression> EXPRESSIONS = List.of(Expression.values());
  private static final long RECENT_MICROS = 60_000_000;
  private static final int MAX_OPEN_EPISODES = 10_000;

  private final String stream;
  private final int capacity;
  private final boolean complete;
  private final Map<Feed, Ring> rings = new EnumMap<>(Feed.class);
  private final Map<Feed, Integer> partitions = new EnumMap<>(Feed.class);
  private final Set<Long> openEpisodes = new LinkedHashSet<>();
  private final ChangeMeter change = new ChangeMeter();
  private final Strip strip = new Strip();
  private Descriptor descriptor;
  private String closed;
  private long closedTime;
  private Alert alert;
  private Row newest;
  private Row measured;
  private Long firstTime;
  private Long provisionalTime;
  private long rows;
  private long lagMillis;
  private long arrived;

  /**
   * @param capacity records to retain per feed
   * @param complete whether the topics were read from their beginning
   */
  StreamState(String stream, int capacity, boolean complete) {
    this.stream = stream;
    this.capacity = capacity;
    this.complete = complete;
  }

  /** Applies a record; {@code now} is milliseconds since 1970. */
  void apply(TopicRecord record, Entry entry, long now) {
    if (record.body() instanceof Descriptor described) {
      descriptor = described;
      return;
    }
    if (record.feed() == Feed.LIVE) {
      provisionalTime = record.time(); // not retained: its final row follows
      alert = record.body() instanceof Alert early ? early : alert;
      return;
    }
    partitions.put(record.feed(), record.partition());
    ring(record.feed()).add(entry);
    if (record.body() instanceof Row row) {
      apply(row, Math.max(0, now - record.timestamp()), now);
    } else if (record.body() instanceof Alert raised) {
      alert = raised;
    } else if (record.body() instanceof Event event) {
      apply(event);
    }
  }

  private void apply(Row row, long lag, long now) {
    rows++;
    newest = row;
    if (closed != null && row.time() > closedTime) {
      closed = null;
    }
    lagMillis = lag;
    arrived = now;
    firstTime = firstTime == null ? Long.valueOf(row.time()) : firstTime;
    strip.add(row.time(), row.smoothed());
    if (row.smoothed() != null) {
      measured = row;
      change.add(row.time(), row.probabilities());
    }
  }

  private void apply(Event event) {
    EventKind kind = event.kind();
    if (kind == EventKind.STREAM_CLOSED) {
      closed = event.detail() == null ? "" : event.detail();
      closedTime = event.time();
      openEpisodes.clear();
    } else if (kind == EventKind.STREAM_OPENED) {
      closed = null;
    } else if (kind == EventKind.EPISODE_CLOSED) {
      openEpisodes.remove(event.episode());
    } else if (kind == EventKind.EPISODE_OPENED && openEpisodes.size() < MAX_OPEN_EPISODES) {
      openEpisodes.add(event.episode());
    }
  }

  Ring ring(Feed feed) {
    return rings.computeIfAbsent(feed, key -> new Ring(capacity, complete));
  }

  /** The partition of the feed's topic in which the stream is; empty if it has no record there. */
  OptionalInt partition(Feed feed) {
    Integer partition = partitions.get(feed);
    return partition == null ? OptionalInt.empty() : OptionalInt.of(partition);
  }

  StreamPhase phase() {
    if (closed != null) {
      return StreamPhase.CLOSED;
    }
    return partitions.isEmpty() && provisionalTime == null
        ? StreamPhase.ANNOUNCED
        : StreamPhase.OPEN;
  }

  /** When the newest row arrived, milliseconds since 1970; 0 = none has. */
  long arrived() {
    return arrived;
  }

  private boolean isRecent(Alert raised) {
    return raised != null && newest != null && newest.time() - raised.time() < RECENT_MICROS;
  }

  StreamInfo info(long now) {
    boolean hasRows = newest != null;
    return new StreamInfo(
        stream,
        phase(),
        closed,
        descriptor,
        firstTime,
        hasRows ? newest.time() : null,
        provisionalTime,
        rows,
        hasRows ? lagMillis : null,
        hasRows ? now - arrived : null,
        measured == null ? null : measured.smoothed(),
        measured == null
            ? null
            : measured.probabilities().get(EXPRESSIONS.indexOf(measured.smoothed())),
        change.change(),
        strip.toString(),
        hasRows ? newest.coverage() : null,
        hasRows ? newest.bundle() : null,
        openEpisodes.size(),
        isRecent(alert) ? alert : null);
  }
}
