package io.affectstream.console.http;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Feed;
import io.affectstream.console.state.Entry;
import io.affectstream.console.state.Json;
import io.affectstream.console.state.StreamStates;
import io.affectstream.console.state.StreamStates.Memory;
import io.affectstream.console.topics.Page;
import io.affectstream.console.topics.PageRequest;
import io.affectstream.console.topics.TopicPages;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Pages of a span of one stream: from memory if all of it is there, else from the topic. */
final class SpanPages {

  /** Bounds of originating times; far enough from those of a long for sums. */
  static final long MAX_TIME = Long.MAX_VALUE / 4;

  static final long MIN_TIME = -MAX_TIME;

  private final StreamStates states;
  private final TopicPages pages;

  SpanPages(StreamStates states, TopicPages pages) {
    this.states = states;
    this.pages = pages;
  }

  /**
   * A page as text.
   *
   * @param cursor offset at which to continue; negative = begin at {@code since}
   * @throws ApiException {@link ErrorCode#UNKNOWN_STREAM} and those of {@link TopicPages#page}
   */
  String json(String stream, Feed feed, long since, long until, long cursor, int limit)
      throws ApiException {
    OptionalLong from = cursor < 0 ? OptionalLong.empty() : OptionalLong.of(cursor);
    Optional<Memory> memory =
        states.between(stream, feed, since, until, from, limit, TopicPages.SLACK_MICROS);
    if (memory.isPresent()) {
      return json(
          memory.get().entries().stream().map(Entry::json).collect(Collectors.joining(",")),
          memory.get().next());
    }
    OptionalInt partition = states.partition(stream, feed);
    if (partition.isEmpty()) {
      return json("", OptionalLong.empty());
    }
    Page page =
        pages.page(new PageRequest(feed, stream, partition.getAsInt(), since, until, from, limit));
    return json(
        page.records().stream()
            .map(record -> Json.of(record.body()))
            .collect(Collectors.joining(",")),
        page.next());
  }

  private static String json(String items, OptionalLong next) {
    return "{\"items\":["
        + items
        + "]"
        + (next.isPresent() ? ",\"next\":\"" + next.getAsLong() + "\"" : "")
        + "}";
  }
}
