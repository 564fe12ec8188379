package io.affectstream.console.api;

import java.util.List;

/** The operations over HTTP. The server's routes and the OpenAPI document are made of them. */
public enum Operation {
  ABOUT("GET", "/api/v1", About.class, "Version and vocabulary of the server."),
  LOG_IN(
      "POST",
      "/api/v1/session",
      Void.class,
      "Exchanges the token of the header Authorization for a cookie, for browsers."),
  LOG_OUT("DELETE", "/api/v1/session", Void.class, "Removes the cookie."),
  STREAMS("GET", "/api/v1/streams", StreamList.class, "State of all streams."),
  STREAM(
      "GET",
      "/api/v1/streams/{stream}",
      StreamInfo.class,
      "State of one stream.",
      Parameter.STREAM_PATH),
  ROWS(
      "GET",
      "/api/v1/streams/{stream}/rows",
      RowPage.class,
      "Rows of a span of time, from memory or from the topic.",
      Parameter.STREAM_PATH,
      Parameter.SINCE,
      Parameter.UNTIL,
      Parameter.CURSOR,
      Parameter.LIMIT),
  WORDS(
      "GET",
      "/api/v1/streams/{stream}/words",
      WordsPage.class,
      "Words of a span of time, from memory or from the topic.",
      Parameter.STREAM_PATH,
      Parameter.SINCE,
      Parameter.UNTIL,
      Parameter.CURSOR,
      Parameter.LIMIT),
  EVENTS(
      "GET",
      "/api/v1/streams/{stream}/events",
      EventPage.class,
      "Events of a span of time, from memory or from the topic.",
      Parameter.STREAM_PATH,
      Parameter.SINCE,
      Parameter.UNTIL,
      Parameter.CURSOR,
      Parameter.LIMIT),
  ALERTS(
      "GET",
      "/api/v1/streams/{stream}/alerts",
      AlertPage.class,
      "Alerts of a span of time, from memory or from the topic.",
      Parameter.STREAM_PATH,
      Parameter.SINCE,
      Parameter.UNTIL,
      Parameter.CURSOR,
      Parameter.LIMIT),
  IMAGE(
      "GET",
      "/api/v1/streams/{stream}/image",
      byte[].class,
      "One image of the stream, if the operator permits it; the header Affect-Time has its time.",
      Parameter.STREAM_PATH,
      Parameter.TIME),
  RECORDS(
      "GET",
      "/api/v1/records",
      RecordPage.class,
      "Records between two positions, from the topics: what a GAP of a live subscription skipped.",
      Parameter.FROM,
      Parameter.TO,
      Parameter.STREAM_QUERY,
      Parameter.LIMIT),
  LIVE(
      "GET",
      "/api/v1/live",
      LiveMessage.class,
      "Live subscription as server-sent events: the data of each is a LiveMessage, its id the position.",
      Parameter.STREAMS_QUERY,
      Parameter.POSITION),
  HEALTH("GET", "/healthz", Health.class, "Health for probes; needs no token.");

  private final String method;
  private final String path;
  private final Class<?> answer;
  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<Parameter> parameters;

  Operation(String method, String path, Class<?> answer, String summary, Parameter... parameters) {
    this.method = method;
    this.path = path;
    this.answer = answer;
    this.summary = summary;
    this.parameters = List.of(parameters);
  }

  /** Method of HTTP. */
  public String method() {
    return method;
  }

  /** Path with parameters in braces. */
  public String path() {
    return path;
  }

  /** Type of a successful answer; {@code Void} = none, {@code byte[]} = an image. */
  public Class<?> answer() {
    return answer;
  }

  /** What it does. */
  public String summary() {
    return summary;
  }

  /** Its parameters. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Media type of a successful answer. */
  public String mediaType() {
    return switch (this) {
      case LIVE -> "text/event-stream";
      case IMAGE -> "image/*";
      default -> "application/json";
    };
  }

  /** Whether the answer is a stream of server-sent events. */
  public boolean isEventStream() {
    return this == LIVE;
  }

  /** Whether it requires the token, if there is one. */
  public boolean isProtected() {
    return this != HEALTH;
  }
}
