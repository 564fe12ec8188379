package io.affectstream.features.alerts;

import java.io.Serial;

/** A rule's text that does not match the grammar; states the place, what is expected and found. */
public final class RuleException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String expected;
  private final String found;

  RuleException(Token at, String expected) {
    this(at.line(), at.column(), expected, at.shown());
  }

  RuleException(int line, int column, String expected, String found) {
    super("line %d, column %d: expected %s, found %s".formatted(line, column, expected, found));
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.found = found;
  }

  /** Line within the rule's text, from 1. */
  public int line() {
    return line;
  }

  /** Column within the line, from 1. */
  public int column() {
    return column;
  }

  /** What would be valid at this place. */
  public String expected() {
    return expected;
  }

  /** What is at this place. */
  public String found() {
    return found;
  }
}
