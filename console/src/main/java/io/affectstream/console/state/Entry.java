package io.affectstream.console.state;

import io.affectstream.console.api.Feed;

/**
 * A record in memory: what selects it, and its text, which is made once for all clients.
 *
 * @param time originating time in microseconds
 * @param json the body: a row, an event or words
 */
public record Entry(Feed feed, int partition, long offset, String stream, long time, String json) {

  /** As live clients receive it. */
  public String live() {
    String name =
        switch (feed) {
          case STREAMS -> "stream";
          case FRAMES -> "row";
          case EVENTS -> "event";
          case TRANSCRIPTS -> "words";
        };
    return "{\"feed\":\"" + feed + "\",\"" + name + "\":" + json + "}";
  }
}
