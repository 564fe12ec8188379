package io.affectstream.features.audio;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.time.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Means of audio frames per step, during one call of the front end. Frames are added in order of
 * time, independent of the chunking; the sums of the current step are in the {@link VoiceState}.
 */
final class StepMeans {

  private final Grid grid;
  private final VoiceState state;
  private final List<Long> steps = new ArrayList<>();
  private final List<float[]> features = new ArrayList<>();

  StepMeans(Grid grid, VoiceState state) {
    this.grid = grid;
    this.state = state;
  }

  /** Adds a frame unless an earlier run covers its time. */
  void add(long centreMicros, float[] row) {
    if (centreMicros < state.earliestMicros) {
      return;
    }
    state.earliestMicros = centreMicros + AudioFrontEnd.HOP_MICROS;
    long step = grid.stepAt(centreMicros);
    if (step != state.step) {
      closeStep();
      state.step = step;
    }
    for (int i = 0; i < row.length; i++) {
      state.stepSums[i] += row[i];
    }
    state.stepFrames++;
  }

  /** Closes the current step if no frame centred at or after that time can belong to it. */
  void closeBefore(long nextCentreMicros) {
    if (grid.endOf(state.step) <= nextCentreMicros) {
      closeStep();
    }
  }

  void closeStep() {
    if (state.stepFrames == 0) {
      return;
    }
    float[] mean = new float[state.stepSums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (state.stepSums[i] / state.stepFrames);
    }
    steps.add(state.step);
    features.add(mean);
    state.stepFrames = 0;
    Arrays.fill(state.stepSums, 0);
  }

  VoiceSteps toVoiceSteps(String stream, long progress, boolean end) {
    return new VoiceSteps(
        stream,
        steps.stream().mapToLong(Long::longValue).toArray(),
        features.toArray(float[][]::new),
        progress,
        end);
  }
}
