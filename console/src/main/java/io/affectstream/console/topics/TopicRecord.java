package io.affectstream.console.topics;

import io.affectstream.console.api.Alert;
import io.affectstream.console.api.Descriptor;
import io.affectstream.console.api.Event;
import io.affectstream.console.api.Feed;
import io.affectstream.console.api.LiveRecord;
import io.affectstream.console.api.Row;
import io.affectstream.console.api.Words;

/**
 * A decoded record with its coordinates.
 *
 * @param timestamp Kafka's timestamp, milliseconds since 1970
 * @param stream id of the stream
 * @param time originating time in microseconds
 * @param body a {@link Row}, {@link Event}, {@link Words}, {@link Alert} or {@link Descriptor}
 */
public record TopicRecord(
    Feed feed, int partition, long offset, long timestamp, String stream, long time, Object body) {

  /** As live clients receive it. */
  public LiveRecord live() {
    return new LiveRecord(
        feed,
        body instanceof Row row ? row : null,
        body instanceof Event event ? event : null,
        body instanceof Words words ? words : null,
        body instanceof Alert alert ? alert : null);
  }
}
