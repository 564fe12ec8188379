package io.affectstream.console.state;

import io.affectstream.console.api.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest records of all streams in the order in which they were read. Live clients read it,
 * each at its own place, so that a slow client costs nothing but its place. A full log drops the
 * oldest record. Thread-safe.
 */
public final class LiveLog {

  private final Entry[] entries;
  private final Position dropped = new Position();
  private final Position end = new Position();
  private long next;

  /** A log of that many records. */
  public LiveLog(int capacity) {
    this.entries = new Entry[capacity];
  }

  /** Partitions are read from these offsets on: older records are not here. */
  public synchronized void begin(Position from) {
    dropped.raiseTo(from);
    end.raiseTo(from);
  }

  /** Adds a record. */
  public synchronized void add(Entry entry) {
    int cell = (int) (next % entries.length);
    Entry oldest = entries[cell];
    if (oldest != null && oldest.feed().isResumable()) {
      dropped.set(oldest.feed(), oldest.partition(), oldest.offset() + 1);
    }
    entries[cell] = entry;
    next++;
    if (entry.feed().isResumable()) {
      end.set(entry.feed(), entry.partition(), entry.offset() + 1);
    }
  }

  /** Place of the oldest record. */
  public synchronized long oldest() {
    return Math.max(0, next - entries.length);
  }

  /**
   * Records from a place on; empty if that record is no longer here.
   *
   * @param max most records
   */
  public synchronized Optional<List<Entry>> slice(long place, int max) {
    if (place < oldest()) {
      return Optional.empty();
    }
    List<Entry> slice = new ArrayList<>();
    for (long i = place; i < next && slice.size() < max; i++) {
      slice.add(entries[(int) (i % entries.length)]);
    }
    return Optional.of(slice);
  }

  /** The end of a log: the place and the offsets after the newest record. */
  public record End(long place, Position position) {}

  /** The end at present. */
  public synchronized End end() {
    return new End(next, new Position(end));
  }

  /** Offsets from which on every record is here. */
  public synchronized Position start() {
    return new Position(dropped);
  }
}
