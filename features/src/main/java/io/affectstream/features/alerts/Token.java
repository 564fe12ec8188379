package io.affectstream.features.alerts;

import java.util.Locale;

/**
 * A token of a rule's text.
 *
 * @param kind its kind
 * @param text its characters; of a string those between the quotes
 * @param line line, from 1
 * @param column column of its first character, from 1
 */
record Token(Kind kind, String text, int line, int column) {

  /** Kinds of token. */
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  /** Whether it is this keyword or symbol; keywords ignore case. */
  boolean is(String keyword) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && lower().equals(keyword);
  }

  /** The text in lower case. */
  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The token as messages quote it. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the rule";
      case STRING -> "\"" + text + "\"";
      default -> "'" + text + "'";
    };
  }
}
