package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YinTest {

  private final Yin yin = new Yin(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH);

  @ParameterizedTest
  @CsvSource({"66, 0.5", "100.5, 0.5", "220, 0.001", "220, 7", "331.7, 0.5", "490, 0.5"})
  void findsThePitchOfAToneWhateverItsLevel(double hz, double level) {
    assertThat((double) yin.pitchHz(tone(hz, level, 0))).isCloseTo(hz, within(hz * 0.002));
  }

  @Test
  void isNotMisledByAnOffset() {
    assertThat((double) yin.pitchHz(tone(180, 0.1, 0.7))).isCloseTo(180, within(0.4));
  }

  @Test
  void callsSilenceAConstantAndNoiseUnvoiced() {
    float[] constant = new float[AudioFrontEnd.FRAME_LENGTH];
    Arrays.fill(constant, 0.7f);
    float[] noise = new float[AudioFrontEnd.FRAME_LENGTH];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble(-0.5, 0.5);
    }

    assertThat(yin.pitchHz(new float[AudioFrontEnd.FRAME_LENGTH])).isZero();
    assertThat(yin.pitchHz(constant)).isZero();
    assertThat(yin.pitchHz(noise)).isZero();
  }

  @Test
  void dependsOnTheFrameAloneAndLeavesItUntouched() {
    float[] frame = tone(123, 0.4, 0);
    float[] before = frame.clone();
    float first = yin.pitchHz(frame);
    yin.pitchHz(tone(300, 1, 0.2));

    assertThat(yin.pitchHz(frame)).isEqualTo(first);
    assertThat(frame).isEqualTo(before);
  }

  @Test
  void refusesFramesItCannotTrack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Yin(44_100, 1024))
        .withMessageContaining("at least 1360 samples at 44100 Hz, found 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> yin.pitchHz(new float[1000]))
        .withMessageContaining("expected frames of 1024 samples, found 1000");
  }

  private static float[] tone(double hz, double level, double offset) {
    float[] frame = new float[AudioFrontEnd.FRAME_LENGTH];
    for (int i = 0; i < frame.length; i++) {
      double phase = 2 * Math.PI * hz * i / AudioFrontEnd.SAMPLE_RATE_HZ;
      frame[i] = (float) (offset + level * (0.6 * Math.sin(phase) + 0.4 * Math.sin(2 * phase)));
    }
    return frame;
  }
}
