package io.affectstream.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Progress of a stage as text. Thread-safe. */
final class Meter implements Progress.Stage {

  private static final int NAME = 8;
  private static final int MIN_BAR = 10;

  private final String name;
  private final Unit unit;
  private OptionalLong total;
  private long done;

  Meter(String name, String unit, OptionalLong total) {
    this.name = name;
    this.unit = Unit.of(unit);
    this.total = total;
  }

  @Override
  public synchronized void step(long count) {
    done += count;
  }

  @Override
  public synchronized void total(long count) {
    total = OptionalLong.of(count);
  }

  @Override
  public synchronized void done() {
    total = OptionalLong.of(done);
  }

  synchronized boolean begun() {
    return done > 0;
  }

  /** For example {@code ingest 0:42 of 1:00}. */
  synchronized String text() {
    return name + " " + amount();
  }

  private String amount() {
    String of = total.isPresent() ? " of " + unit.text(Math.max(done, total.getAsLong())) : "";
    return unit.text(done) + of + unit.suffix();
  }

  /**
   * One line, with a bar if the total is known.
   *
   * @param columns width of the terminal
   * @param elapsed since the start of the stage
   * @param full character of the completed part
   * @param empty character of the remaining part
   */
  synchronized String bar(int columns, Duration elapsed, char full, char empty) {
    double seconds = elapsed.toMillis() / 1e3;
    String head = name + " ".repeat(Math.max(1, NAME - name.length()));
    String rate = done == 0 || seconds == 0 ? "" : unit.rate(done / seconds);
    if (total.isEmpty()) {
      return cut(head + amount() + "  " + rate, columns);
    }
    double share = total.getAsLong() == 0 ? 1 : Math.min(1, (double) done / total.getAsLong());
    String tail =
        String.format(
            Locale.ROOT,
            " %3d %%  %s  %7s  %s",
            (int) (100 * share),
            amount(),
            rate,
            share > 0 && share < 1 ? left(seconds * (1 - share) / share) : " ".repeat(10));
    int room = columns - head.length() - tail.length();
    if (room < MIN_BAR) {
      return cut(head + tail.strip(), columns);
    }
    int filled = (int) Math.round(room * share);
    String bar =
        Character.toString(full).repeat(filled) + Character.toString(empty).repeat(room - filled);
    return head + bar + tail;
  }

  private static String left(double seconds) {
    return String.format(Locale.ROOT, "%5s left", Unit.clock((long) (1e3 * seconds)));
  }

  private static String cut(String line, int columns) {
    return line.length() <= columns ? line : line.substring(0, columns);
  }
}
