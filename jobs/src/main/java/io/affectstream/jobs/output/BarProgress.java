package io.affectstream.jobs.output;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One bar per stage, redrawn in place. */
final class BarProgress implements Progress {

  private static final long UNKNOWN = -1;
  private static final int UPDATE_MILLIS = 250;

  private final Terminal terminal;
  private final BarBoard board;
  private final PrintStream err;
  private final PrintStream before;
  private final List<ProgressBar> bars = new ArrayList<>();

  private BarProgress(Terminal terminal, PrintStream err, PrintStream before) {
    this.terminal = terminal;
    this.err = err;
    this.before = before;
    this.board = new BarBoard(err);
  }

  static BarProgress start(Terminal terminal, PrintStream err) {
    BarProgress progress = new BarProgress(terminal, err, System.err);
    System.setErr(
        new PrintStream(new LineOutput(progress.board::above), true, StandardCharsets.UTF_8));
    return progress;
  }

  @Override
  public synchronized Stage stage(String name, String unit, OptionalLong total) {
    int row = board.add();
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setUnit(" " + unit, 1)
            .setInitialMax(total.orElse(UNKNOWN))
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .showSpeed()
            .setConsumer(
                new DelegatingProgressBarConsumer(
                    line -> board.update(row, line), terminal.columns() - 1))
            .build();
    bars.add(bar);
    return new Stage() {
      @Override
      public void step(long count) {
        bar.stepBy(count);
      }

      @Override
      public void total(long count) {
        bar.maxHint(count);
      }
    };
  }

  @Override
  public void note(String line) {
    board.above(line);
  }

  @Override
  public synchronized void close() {
    bars.forEach(ProgressBar::close);
    System.setErr(before);
    err.flush();
  }
}
