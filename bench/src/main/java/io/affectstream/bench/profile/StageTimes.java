package io.affectstream.bench.profile;

import io.affectstream.inference.stream.StageListener;
import java.util.EnumMap;
import java.util.Map;

/**
 * CPU time per stage of one pass over the media, and the frames and rows of it. The threads of the
 * models count for the stages that wait for them. One thread at a time.
 */
final class StageTimes implements StageListener {

  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
  private long mark;
  private long frames;
  private long rows;

  @Override
  public void began(io.affectstream.inference.stream.Stage stage) {
    mark = clock(stage);
  }

  @Override
  public void ended(io.affectstream.inference.stream.Stage stage) {
    add(Stage.of(stage), clock(stage) - mark);
  }

  private static long clock(io.affectstream.inference.stream.Stage stage) {
    return switch (stage) {
      case ANALYSE -> CpuClock.thread() + CpuClock.threadsNamed("faces-");
      case WORDS -> CpuClock.thread() + CpuClock.threadsNamed("words-");
      case FUSE -> CpuClock.thread() + CpuClock.threadsNamed("fusion-");
      case DECODE, FIND, CUT, VOICE, ALIGN, DECIDE -> CpuClock.thread();
    };
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
