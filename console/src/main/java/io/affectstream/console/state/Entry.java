package io.affectstream.console.state;

import io.affectstream.console.api.Feed;
import java.util.Locale;

/**
 * A record in memory: what selects it, and its text, which is made once for all clients.
 *
 * @param time originating time in microseconds
 * @param json text of the body
 */
public record Entry(
    Feed feed, int partition, long offset, String stream, long time, Body body, String json) {

  /** What the text is. */
  public enum Body {
    DESCRIPTOR,
    ROW,
    EVENT,
    WORDS,
    ALERT
  }

  /** As live clients receive it. */
  public String live() {
    return "{\"feed\":\"%s\",\"%s\":%s}"
        .formatted(feed, body.name().toLowerCase(Locale.ROOT), json);
  }
}
