package io.affectstream.jobs.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One plain line with all stages, now and then, if anything changed. */
final class PlainProgress implements Progress {

  static final Duration PERIOD = Duration.ofSeconds(5);

  private final PrintStream out;
  private final List<Count> stages = new ArrayList<>();
  private final ScheduledExecutorService timer;
  private String shown = "";

  private PlainProgress(PrintStream out, ScheduledExecutorService timer) {
    this.out = out;
    this.timer = timer;
  }

  static PlainProgress start(PrintStream out, Duration period) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    PlainProgress progress = new PlainProgress(out, timer);
    timer.scheduleAtFixedRate(
        progress::show, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return progress;
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
  public void close() {
    timer.shutdownNow();
    show();
  }
}
