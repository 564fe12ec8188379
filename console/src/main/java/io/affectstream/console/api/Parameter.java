package io.affectstream.console.api;

/** A parameter of an operation. */
public enum Parameter {
  STREAM_PATH("stream", Place.PATH, Type.STRING, "Stream id."),
  SINCE(
      "since",
      Place.QUERY,
      Type.INTEGER,
      "Earliest originating time in microseconds, inclusive. Default: the first."),
  UNTIL(
      "until",
      Place.QUERY,
      Type.INTEGER,
      "Latest originating time in microseconds, exclusive. Default: no limit."),
  CURSOR(
      "cursor",
      Place.QUERY,
      Type.STRING,
      "The 'next' of the previous page, with the same 'since' and 'until'."),
  LIMIT(
      "limit",
      Place.QUERY,
      Type.INTEGER,
      "Most items of the page, at most About.maxLimit. Default: 500."),
  TIME(
      "time",
      Place.QUERY,
      Type.INTEGER,
      "Originating time in microseconds: the last image at or before it. Default: the newest."),
  FROM(
      "from",
      Place.QUERY,
      Type.STRING,
      "Position where to begin. Default: the oldest record in memory."),
  TO("to", Place.QUERY, Type.STRING, "Position where to end. Default: the newest record."),
  STREAM_QUERY(
      "stream", Place.QUERY, Type.STRING, "Only records of this stream. Default: all streams."),
  STREAMS_QUERY(
      "stream",
      Place.QUERY,
      Type.STRINGS,
      "Only records of these streams; repeatable. Default: all streams."),
  POSITION(
      "position",
      Place.QUERY,
      Type.STRING,
      "Where to resume; the header Last-Event-ID has precedence. Default: at the newest record.");

  private final String text;
  private final Place place;
  private final Type type;
  private final String description;

  /** Where a parameter is. */
  public enum Place {
    PATH,
    QUERY
  }

  /** Type of a parameter. */
  public enum Type {
    STRING,
    INTEGER,
    STRINGS
  }

  Parameter(String text, Place place, Type type, String description) {
    this.text = text;
    this.place = place;
    this.type = type;
    this.description = description;
  }

  /** Its name in requests. */
  public String text() {
    return text;
  }

  /** Where it is. */
  public Place place() {
    return place;
  }

  /** Its type. */
  public Type type() {
    return type;
  }

  /** Its description. */
  public String description() {
    return description;
  }
}
