package io.affectstream.console.state;

import io.affectstream.schemas.Expression;
import java.util.Arrays;
import java.util.List;

/** The expression of each of the last seconds of a stream, as a line of text. Not thread-safe. */
final class Strip {

  private static final List<Expression> EXPRESSIONS = List.of(Expression.values());
  static final int SECONDS = 60;
  private static final long MICROS = 1_000_000;
  private static final char BEFORE = ' ';
  private static final char UNMEASURED = '.';

  private final char[] cells = new char[SECONDS];
  private long newest = Long.MIN_VALUE;

  Strip() {
    Arrays.fill(cells, BEFORE);
  }

  /** Adds a row; {@code expression} is null unless it was measured. */
  void add(long time, Expression expression) {
    long second = Math.floorDiv(time, MICROS);
    if (newest == Long.MIN_VALUE) {
      newest = second;
    }
    for (long skipped = Math.max(newest + 1, second - SECONDS); skipped <= second; skipped++) {
      cells[cell(skipped)] = UNMEASURED;
    }
    newest = Math.max(newest, second);
    if (second > newest - SECONDS) {
      char label = expression == null ? UNMEASURED : (char) ('0' + EXPRESSIONS.indexOf(expression));
      if (expression != null || cells[cell(second)] == BEFORE) {
        cells[cell(second)] = label;
      }
    }
  }

  private static int cell(long second) {
    return (int) Math.floorMod(second, (long) SECONDS);
  }

  /** Oldest second first. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(SECONDS);
    for (int i = 1; i <= SECONDS; i++) {
      text.append(newest == Long.MIN_VALUE ? BEFORE : cells[cell(newest + i)]);
    }
    return text.toString();
  }
}
