package io.affectstream.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Periodically prints one plain line with all stages, if anything changed. */
final class PlainProgress implements Progress {

  static final Duration PERIOD = Duration.ofSeconds(5);

  private final PrintStream out;
  private final List<Meter> stages = new ArrayList<>();
  private final Repeater repeater;
  private String shown = "";

  private PlainProgress(PrintStream out, Duration period) {
    this.out = out;
    this.repeater = Repeater.start("progress", period, this::show);
  }

  static PlainProgress start(PrintStream out, Duration period) {
    return new PlainProgress(out, period);
  }

  @Override
  public synchronized Stage stage(String name, String unit, OptionalLong total) {
    Meter stage = new Meter(name, unit, total);
    stages.add(stage);
    return stage;
  }

  /** Prints the line unless it is the same as before or no stage has started. */
  synchronized void show() {
    if (stages.stream().noneMatch(Meter::begun)) {
      return;
    }
    String line = stages.stream().map(Meter::text).collect(Collectors.joining(", "));
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
    repeater.close();
    show();
  }
}
