package io.affectstream.bench.where;

import java.util.EnumMap;
import java.util.Map;

/** CPU time per stage of one pass over the media, and counts. Not thread-safe. */
final class StageTimes {

  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
  private long mark;
  private long frames;
  private long rows;

  /** Starts the measurement. */
  void begin() {
    mark = CpuClock.thread();
  }

  /** Adds the time of this thread since the last mark to {@code stage}. */
  void lap(Stage stage) {
    long now = CpuClock.thread();
    add(stage, now - mark);
    mark = CpuClock.thread();
  }

  void add(Stage stage, long time) {
    nanos.merge(stage, time, Long::sum);
  }

  void frame() {
    frames++;
  }

  void row() {
    rows++;
  }

  long frames() {
    return frames;
  }

  long rows() {
    return rows;
  }

  long sum() {
    return nanos.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Milliseconds per frame. */
  double perFrame(Stage stage) {
    return nanos.getOrDefault(stage, 0L) / 1e6 / frames;
  }
}
