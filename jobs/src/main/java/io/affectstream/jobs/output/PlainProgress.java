package io.affectstream.jobs.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One plain line with all stages, now and then, if anything changed. */
final class PlainProgress implements Progress {

  static final Duration PERIOD = Duration.ofSeconds(5);

  private final PrintStream out;
  private final List<Count> stages = new ArrayList<>();
  private final Thread timer;
  private String shown = "";

  private PlainProgress(PrintStream out, Duration period) {
    this.out = out;
    this.timer = new Thread(() -> showEvery(period), "progress");
    timer.setDaemon(true);
  }

  static PlainProgress start(PrintStream out, Duration period) {
    PlainProgress progress = new PlainProgress(out, period);
    progress.timer.start();
    return progress;
  }

  private void showEvery(Duration period) {
    try {
      while (true) {
        Thread.sleep(period.toMillis());
        show();
      }
    } catch (InterruptedException e) {
      return; // closed
    }
  }

  private record Count(String name, String unit, AtomicLong done, AtomicLong total)
      implements Stage {

    private static final long UNKNOWN = -1;

    @Override
    public void step(long count) {
      done.addAndGet(count);
    }

    @Override
    public void total(long count) {
      total.set(count);
    }

    String text() {
      long all = total.get();
      String of = all == UNKNOWN ? "" : " of " + all;
      return name + " " + done.get() + of + " " + unit;
    }
  }

  @Override
  public synchronized Stage stage(String name, String unit, OptionalLong total) {
    Count stage =
        new Count(name, unit, new AtomicLong(), new AtomicLong(total.orElse(Count.UNKNOWN)));
    stages.add(stage);
    return stage;
  }

  /** Prints the line unless it is the same as before. */
  synchronized void show() {
    String line = stages.stream().map(Count::text).collect(Collectors.joining(", "));
    if (!line.equals(shown)) {
      shown = line;
      out.println(line);
    }
  }

  @Override
  public synchronized void note(String line) {
    out.println(line);
  }

  @Override
  public void close() {
    timer.interrupt();
    show();
  }
}
