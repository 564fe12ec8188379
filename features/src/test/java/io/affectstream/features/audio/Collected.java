package io.affectstream.features.audio;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.time.Grid;
import java.util.ArrayList;
import java.util.List;

/** Collects all steps of a stream and checks that none precedes the reported progress. */
final class Collected {

  private final Grid grid;
  private final List<Long> steps = new ArrayList<>();
  private final List<float[]> features = new ArrayList<>();
  private long progress = Long.MIN_VALUE;
  private boolean ended;

  Collected(Grid grid) {
    this.grid = grid;
  }

  void add(VoiceSteps given) {
    require(!ended, "nothing after the end");
    require(given.steps().length == given.features().length, "a row per step");
    require(given.progress() >= progress, "progress does not fall");
    for (int i = 0; i < given.steps().length; i++) {
      long step = given.steps()[i];
      require(steps.isEmpty() || step > steps.get(steps.size() - 1), "steps ascend");
      require(progress == Long.MIN_VALUE || grid.startOf(step) >= progress, "was not final before");
      require(grid.endOf(step) <= given.progress(), "is final now");
      steps.add(step);
      features.add(given.features()[i]);
    }
    progress = given.progress();
    ended = given.end();
  }

  long[] steps() {
    return steps.stream().mapToLong(Long::longValue).toArray();
  }

  float[][] features() {
    return features.toArray(float[][]::new);
  }

  long progress() {
    return progress;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError("expected: " + what);
    }
  }
}
