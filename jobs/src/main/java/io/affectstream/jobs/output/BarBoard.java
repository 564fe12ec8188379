package io.affectstream.jobs.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A block of lines at the bottom of the terminal that is redrawn in place. Thread-safe. */
final class BarBoard {

  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final List<String> rows = new ArrayList<>();
  private int drawn;

  BarBoard(PrintStream out) {
    this.out = out;
  }

  /** Adds a row at the bottom and returns its number. */
  synchronized int add() {
    rows.add("");
    return rows.size() - 1;
  }

  /** Changes a row. */
  synchronized void update(int row, String text) {
    rows.set(row, text.replace("\r", "").strip());
    draw("");
  }

  /** Writes a line above the block. */
  synchronized void above(String line) {
    draw(CLEAR_LINE + line + "\n");
  }

  private void draw(String first) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append(UP.formatted(drawn));
    }
    text.append(first);
    for (String row : rows) {
      text.append(CLEAR_LINE).append(row).append('\n');
    }
    drawn = rows.size();
    out.print(text);
    out.flush();
  }
}
