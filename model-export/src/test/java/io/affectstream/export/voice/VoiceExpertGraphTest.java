package io.affectstream.export.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.training.voice.StepScale;
import io.affectstream.training.voice.VoiceExpert;
import io.affectstream.training.voice.VoiceFunctionals;
import io.affectstream.training.voice.VoiceWindows;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class VoiceExpertGraphTest {

  @Test
  void graphAndTrainingFrameworkAgree() {
    VoiceExpert expert = expert();
    byte[] graph = VoiceExpertGraph.write(expert, VoiceWindows.STEPS);
    assertThat(ExportVoice.difference(expert, graph, VoiceWindows.generated(8, 1)))
        .isLessThan(1e-3);
  }

  @Test
  void aWindowHasTheSameBitsWhereverItStandsInTheBatch() {
    byte[] graph = VoiceExpertGraph.write(expert(), VoiceWindows.STEPS);
    VoiceWindows all = VoiceWindows.generated(9, 2);
    float[] logits = ExportVoice.run(graph, all);
    for (int count : new int[] {2, 3, 5}) {
      for (int from = 0; from + count <= 9; from++) {
        float[] part = ExportVoice.run(graph, part(all, from, count));
        int size = VoiceExpert.CLASSES;
        assertThat(part).isEqualTo(Arrays.copyOfRange(logits, from * size, (from + count) * size));
      }
    }
  }

  private static VoiceWindows part(VoiceWindows all, int from, int count) {
    int steps = VoiceWindows.STEPS;
    int row = all.audio().length / all.count();
    return new VoiceWindows(
        Arrays.copyOfRange(all.audio(), from * row, (from + count) * row),
        Arrays.copyOfRange(all.mask(), from * steps, (from + count) * steps));
  }

  private static VoiceExpert expert() {
    SplittableRandom random = new SplittableRandom(4);
    int size = VoiceFunctionals.COUNT;
    float[] scale = new float[size];
    Arrays.fill(scale, 0.1f);
    float[] steps = new float[StepScale.COLUMNS];
    Arrays.fill(steps, 0.1f);
    return new VoiceExpert(
        new StepScale(new float[StepScale.COLUMNS], steps),
        new float[size],
        scale,
        values(size * VoiceExpert.CLASSES, 0.5, random),
        values(VoiceExpert.CLASSES, 0.5, random));
  }

  private static float[] values(int count, double scale, SplittableRandom random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return values;
  }
}
