package io.affectstream.training.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.affectstream.features.audio.AudioFrontEnd;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class VoiceFunctionalsTest {

  private static final int SIZE = AudioFrontEnd.DIMENSIONS;
  private static final VoiceWindows WINDOWS = VoiceWindows.generated(6, 3);

  @Test
  void areFiniteAlsoWithoutAnyVoice() {
    VoiceWindows nothing =
        new VoiceWindows(new float[VoiceWindows.STEPS * SIZE], new float[VoiceWindows.STEPS]);
    for (VoiceWindows windows : new VoiceWindows[] {WINDOWS, nothing}) {
      float[] values = windows.functionals(scale());
      assertThat(values).hasSize(windows.count() * VoiceFunctionals.COUNT);
      for (float value : values) {
        assertThat(Float.isFinite(value)).isTrue();
      }
    }
  }

  @Test
  void meanOverAllStepsIsThatOfTheStandardisedColumns() {
    StepScale scale = scale();
    float[] values = WINDOWS.functionals(scale);
    // Three moments over three weights, two means over others, then the mean over all steps.
    int at = 11 * StepScale.COLUMNS;
    for (int column = 0; column < StepScale.CEPSTRUM; column++) {
      double sum = 0;
      int count = 0;
      for (int step = 0; step < VoiceWindows.STEPS; step++) {
        if (WINDOWS.mask()[step] > 0) {
          float value = WINDOWS.audio()[step * SIZE + column];
          sum += Math.max(-4, Math.min(4, (value - scale.mean()[column]) * scale.scale()[column]));
          count++;
        }
      }
      assertThat((double) values[at + column]).isCloseTo(sum / count, within(1e-4));
    }
  }

  @Test
  void scaleStandardisesTheStepsItWasTakenFrom() {
    StepScale scale = scale();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray audio = manager.create(WINDOWS.audio(), new Shape(6L * VoiceWindows.STEPS, SIZE));
      NDArray first = audio.get(":, :" + StepScale.CEPSTRUM);
      assertThat(Arrays.copyOf(scale.mean(), StepScale.CEPSTRUM))
          .containsExactly(first.mean(new int[] {0}).toFloatArray(), within(1e-3f));
    }
  }

  private static StepScale scale() {
    StepScale.Moments moments = new StepScale.Moments();
    moments.add(WINDOWS.audio());
    return moments.scale();
  }
}
