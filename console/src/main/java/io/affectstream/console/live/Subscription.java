package io.affectstream.console.live;

import io.affectstream.console.api.LiveMessage;
import io.affectstream.console.api.Position;
import io.affectstream.console.state.Entry;
import io.affectstream.console.state.Json;
import io.affectstream.console.state.LiveLog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client receives next: a place in the log and a filter. There is no queue, so a slow client
 * takes no memory; once the log has dropped what it did not receive yet, it receives a GAP with the
 * positions between which {@code GET /api/v1/records} returns the records. Not thread-safe.
 */
final class Subscription {

  private static final int MAX_SCAN = 2000;

  /** Provisional records are sent only if they are among that many newest ones. */
  private static final int FRESH = 1000;

  private static final int MAX_CHARACTERS = 256 * 1024;

  private final LiveLog log;
  private final Set<String> streams;
  private final Position position;
  private final boolean resumed;
  private long place;
  private boolean welcomed;

  /** A message to send, with the position after it. */
  record Outgoing(String message, String position) {}

  private Subscription(
      LiveLog log, Set<String> streams, Position position, long place, boolean resumed) {
    this.log = log;
    this.streams = streams;
    this.position = position;
    this.resumed = resumed;
    this.place = place;
  }

  /**
   * A subscription.
   *
   * @param streams ids; empty = all streams
   * @param from where to resume; empty = at the newest record
   */
  static Subscription of(LiveLog log, Set<String> streams, Optional<Position> from) {
    if (from.isPresent()) {
      return new Subscription(log, streams, new Position(from.get()), log.oldest(), true);
    }
    LiveLog.End end = log.end();
    return new Subscription(log, streams, end.position(), end.place(), false);
  }

  /** The next message; empty if there is nothing new. */
  Optional<Outgoing> next() {
    if (!welcomed) {
      welcomed = true;
      return Optional.of(message(LiveMessage.Type.WELCOME, null));
    }
    if (resumed && place == log.oldest() && position.isBefore(log.start())) {
      return Optional.of(gap());
    }
    Optional<List<Entry>> slice = log.slice(place, MAX_SCAN);
    if (slice.isEmpty()) {
      return Optional.of(gap());
    }
    return records(slice.get());
  }

  private Outgoing gap() {
    String from = position.toString();
    place = log.oldest();
    position.raiseTo(log.start());
    return message(LiveMessage.Type.GAP, from);
  }

  private Optional<Outgoing> records(List<Entry> slice) {
    StringBuilder text = new StringBuilder();
    long newest = log.end().place();
    for (Entry entry : slice) {
      if (text.length() > MAX_CHARACTERS) {
        break;
      }
      place++;
      if (entry.feed().isResumable()) {
        if (entry.offset() < position.get(entry.feed(), entry.partition(), 0)) {
          continue; // received before
        }
        position.set(entry.feed(), entry.partition(), entry.offset() + 1);
      } else if (newest - place > FRESH) {
        continue; // provisional and outdated: newer ones follow
      }
      if (streams.isEmpty() || streams.contains(entry.stream())) {
        text.append(text.isEmpty() ? "" : ",").append(entry.live());
      }
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String after = position.toString();
    return Optional.of(
        new Outgoing(
            "{\"type\":\"RECORDS\",\"position\":\"" + after + "\",\"records\":[" + text + "]}",
            after));
  }

  private Outgoing message(LiveMessage.Type type, String from) {
    String after = position.toString();
    return new Outgoing(Json.of(new LiveMessage(type, after, null, from, null)), after);
  }
}
