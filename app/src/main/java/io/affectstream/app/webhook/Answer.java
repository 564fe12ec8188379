package io.affectstream.app.webhook;

/**
 * Outcome of an attempt.
 *
 * @param kind what to do next
 * @param detail status or failure, for people
 */
record Answer(Kind kind, String detail) {

  private static final int GONE = 410;

  /** Kinds of answer. */
  enum Kind {
    /** 2xx: done. */
    ACCEPTED,
    /** 410: the receiver wants no further messages. */
    GONE,
    /** Anything else, or no answer: try again. */
    FAILED
  }

  static Answer of(int status) {
    Kind kind = status / 100 == 2 ? Kind.ACCEPTED : status == GONE ? Kind.GONE : Kind.FAILED;
    return new Answer(kind, "status " + status);
  }
}
