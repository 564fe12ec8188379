package io.affectstream.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One bar per stage at the bottom of the terminal, redrawn in place. */
final class BarProgress implements Progress {

  static final Duration PERIOD = Duration.ofMillis(250);

  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final Terminal terminal;
  private final PrintStream err;
  private final PrintStream before;
  private final Repeater redraw;
  private final List<Row> rows = new ArrayList<>();
  private int drawn;

  private record Row(Meter meter, long began) {}

  private BarProgress(Terminal terminal, PrintStream err, PrintStream before, Duration period) {
    this.terminal = terminal;
    this.err = err;
    this.before = before;
    this.redraw = Repeater.start("progress", period, () -> draw(""));
  }

  static BarProgress start(Terminal terminal, PrintStream err, Duration period) {
    BarProgress progress = new BarProgress(terminal, err, System.err, period);
    System.setErr(new PrintStream(new LineOutput(progress::note), true, StandardCharsets.UTF_8));
    return progress;
  }

  @Override
  public synchronized Stage stage(String name, String unit, OptionalLong total) {
    Meter meter = new Meter(name, unit, total);
    rows.add(new Row(meter, System.nanoTime()));
    return meter;
  }

  @Override
  public void note(String line) {
    draw(CLEAR_LINE + line + "\n");
  }

  private synchronized void draw(String first) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append(UP.formatted(drawn));
    }
    text.append(first);
    char full = terminal.unicode() ? '\u2501' : '=';
    char empty = terminal.unicode() ? '\u2500' : '-';
    for (Row row : rows) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - row.began());
      text.append(CLEAR_LINE)
          .append(row.meter().bar(terminal.columns() - 1, elapsed, full, empty))
          .append('\n');
    }
    drawn = rows.size();
    err.print(text);
    err.flush();
  }

  @Override
  public void close() {
    redraw.close();
    draw("");
    System.setErr(before);
    err.flush();
  }
}
