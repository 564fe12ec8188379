package io.affectstream.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.audio.AudioFrontEnd;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VoiceDistortionTest {

  private static final int SIZE = AudioFrontEnd.DIMENSIONS;
  private static final int STEPS = 40;
  private static final int DRAWS = 200;

  /** The first ten steps are masked, every other step of the rest is unvoiced. */
  private final float[] mask = new float[STEPS];

  private final float[] audio = new float[STEPS * SIZE];

  VoiceDistortionTest() {
    Arrays.fill(mask, 10, STEPS, 1);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 10 * SIZE; i < audio.length; i++) {
      int column = i % SIZE;
      audio[i] =
          switch (column) {
            case AudioFrontEnd.PITCH -> i / SIZE % 2 == 0 ? 0 : 90 + 80 * random.nextFloat();
            case AudioFrontEnd.RMS -> 0.01f + 0.1f * random.nextFloat();
            default -> 20 * random.nextFloat() - 10;
          };
    }
  }

  @Test
  void whatIsMaskedAndWhatIsUnvoicedStaysSo() {
    for (int seed = 0; seed < DRAWS; seed++) {
      float[] foreign = foreign(seed);
      for (int step = 0; step < STEPS; step++) {
        float pitch = foreign[step * SIZE + AudioFrontEnd.PITCH];
        assertThat(pitch > 0).isEqualTo(step >= 10 && step % 2 == 1);
        assertThat(foreign[step * SIZE + AudioFrontEnd.RMS] > 0).isEqualTo(step >= 10);
      }
      assertThat(Arrays.copyOf(foreign, 10 * SIZE)).containsOnly(0);
      for (float value : foreign) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void aForeignVoiceIsFurtherOffThanAnotherSpeaker() {
    double another = 0;
    double foreign = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      float[] distorted = audio.clone();
      VoiceDistortion.apply(distorted, mask, new SplittableRandom(seed));
      another += distance(distorted) / DRAWS;
      foreign += distance(foreign(seed)) / DRAWS;
    }
    assertThat(foreign).isGreaterThan(2 * another);
  }

  /**
   * A channel and a speaker are the same for all steps; a foreign voice also has different
   * movements.
   */
  @Test
  void anotherSpeakerMovesAsTheFirstOneAForeignOneDoesNot() {
    float[] distorted = audio.clone();
    VoiceDistortion.apply(distorted, mask, new SplittableRandom(1));
    float[] foreign = foreign(1);
    int from = 10 * SIZE + 3;
    int to = 11 * SIZE + 3;
    float change = audio[to] - audio[from];

    assertThat(distorted[to] - distorted[from]).isCloseTo(change, within(1e-4f));
    assertThat(Math.abs(foreign[to] - foreign[from] - change)).isGreaterThan(0.01f);
  }

  private float[] foreign(int seed) {
    float[] foreign = audio.clone();
    VoiceDistortion.foreign(foreign, mask, new SplittableRandom(seed));
    return foreign;
  }

  /** Mean distance of the cepstra. */
  private double distance(float[] other) {
    double sum = 0;
    for (int step = 10; step < STEPS; step++) {
      for (int i = 0; i < AudioFrontEnd.PITCH; i++) {
        sum += Math.abs(other[step * SIZE + i] - audio[step * SIZE + i]);
      }
    }
    return sum;
  }
}
