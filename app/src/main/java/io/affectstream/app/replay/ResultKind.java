package io.affectstream.app.replay;

/** Kind of compared records; each kind has its own order within a stream. */
public enum ResultKind {
  /** Rows of the topic of frames. */
  FRAME("row"),
  /** Records of the topic of events. */
  EVENT("event"),
  /** Records of the topic of alerts. */
  ALERT("alert");

  private final String word;

  ResultKind(String word) {
    this.word = word;
  }

  /** Display name. */
  String word() {
    return word;
  }
}
