package io.affectstream.training.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TelephoneTest {

  private static final int RATE_HZ = 16_000;
  private static final double LEVEL = 0.2;

  @Test
  void keepsWhatIsInTheBandWithinTheStepsOfTheMuLaw() {
    assertThat(rms(Telephone.of(tone(1000)))).isCloseTo(LEVEL / Math.sqrt(2), within(0.005));
  }

  @Test
  void removesWhatIsAboveTheBand() {
    assertThat(rms(Telephone.of(tone(6000)))).isLessThan(0.002);
  }

  @Test
  void hasTheLengthOfItsInput() {
    assertThat(Telephone.of(new float[1601])).hasSize(1601);
  }

  private static float[] tone(double hz) {
    float[] samples = new float[RATE_HZ];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (LEVEL * Math.sin(2 * Math.PI * hz * i / RATE_HZ));
    }
    return samples;
  }

  private static double rms(float[] samples) {
    double sum = 0;
    int from = samples.length / 4;
    for (int i = from; i < 3 * from; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / (2 * from));
  }
}
