package io.affectstream.app.replay;

/** What is compared; each kind has an order of its own within a stream. */
public enum ResultKind {
  /** Rows of the topic of frames. */
  FRAME("row"),
  /** Records of the topic of events. */
  EVENT("event");

  private final String word;

  ResultKind(String word) {
    this.word = word;
  }

  /** For people. */
  String word() {
    return word;
  }
}
