package io.affectstream.console.state;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The newest records of one stream and feed. A full ring drops the oldest one. Not thread-safe. */
final class Ring {

  private final Entry[] entries;
  private int first;
  private int size;
  private boolean complete;

  /**
   * An empty ring.
   *
   * @param complete whether the topic was read from its beginning
   */
  Ring(int capacity, boolean complete) {
    this.entries = new Entry[capacity];
    this.complete = complete;
  }

  /** Adds the newest record. */
  void add(Entry entry) {
    if (size == entries.length) {
      entries[first] = entry;
      first = (first + 1) % entries.length;
      complete = false;
    } else {
      entries[(first + size) % entries.length] = entry;
      size++;
    }
  }

  /** Whether all records of the stream from an originating time on are here. */
  boolean covers(long since, long slackMicros) {
    return complete || (size > 0 && entries[first].time() <= since - slackMicros);
  }

  /** Whether all records of the stream from an offset on are here. */
  boolean coversOffset(long offset) {
    return complete || (size > 0 && entries[first].offset() <= offset);
  }

  /**
   * Records of a span of originating time, in their order.
   *
   * @param from least offset
   * @return at most {@code limit}
   */
  List<Entry> between(long since, long until, long from, int limit) {
    List<Entry> found = new ArrayList<>();
    for (int i = 0; i < size && found.size() < limit; i++) {
      Entry entry = entries[(first + i) % entries.length];
      if (entry.offset() >= from && entry.time() >= since && entry.time() < until) {
        found.add(entry);
      }
    }
    return found;
  }

  /** Offset of the first record of the span after {@code offset}. */
  OptionalLong next(long since, long until, long offset) {
    List<Entry> more = between(since, until, offset + 1, 1);
    return more.isEmpty() ? OptionalLong.empty() : OptionalLong.of(more.get(0).offset());
  }
}
