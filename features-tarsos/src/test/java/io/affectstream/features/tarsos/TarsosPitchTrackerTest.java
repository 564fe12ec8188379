package io.affectstream.features.tarsos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.AudioReference;
import io.affectstream.features.audio.PitchAgreement;
import io.affectstream.features.audio.PitchTracker;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.Yin;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarsosPitchTrackerTest {

  static final List<AudioReference> CLIPS = AudioReference.ALL;

  private final PitchTracker tarsos =
      new TarsosPitchTracker(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH);

  @ParameterizedTest
  @FieldSource("CLIPS")
  void liesWithin50CentsOfPyinWhereBothAreVoiced(AudioReference clip) {
    PitchAgreement agreement =
        PitchAgreement.of(PitchAgreement.track(tarsos, clip.samples()), clip.pitch());

    assertThat(agreement.shareWithin()).as("%s", agreement).isGreaterThanOrEqualTo(0.95);
    assertThat(agreement.bothVoiced()).as("%s", agreement).isGreaterThan(60);
  }

  @ParameterizedTest
  @FieldSource("CLIPS")
  void agreesWithTheBuiltInYin(AudioReference clip) {
    Yin builtIn = new Yin(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH);
    PitchAgreement agreement =
        PitchAgreement.of(
            PitchAgreement.track(tarsos, clip.samples()),
            PitchAgreement.track(builtIn, clip.samples()));

    assertThat(agreement.shareWithin()).as("%s", agreement).isGreaterThanOrEqualTo(0.98);
    assertThat(agreement.shareSameVoicing()).as("%s", agreement).isGreaterThanOrEqualTo(0.99);
    assertThat(agreement.meanCents()).as("%s", agreement).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {66, 100.5, 220, 331.7, 480})
  void findsThePitchOfATone(double hz) {
    float[] frame = new float[AudioFrontEnd.FRAME_LENGTH];
    for (int i = 0; i < frame.length; i++) {
      double t = (double) i / AudioFrontEnd.SAMPLE_RATE_HZ;
      frame[i] =
          (float) (0.3 * Math.sin(2 * Math.PI * hz * t) + 0.2 * Math.sin(4 * Math.PI * hz * t));
    }

    assertThat((double) tarsos.pitchHz(frame)).isCloseTo(hz, within(hz * 0.003));
  }

  @Test
  void callsSilenceAConstantAndNoiseUnvoiced() {
    float[] silence = new float[AudioFrontEnd.FRAME_LENGTH];
    float[] constant = new float[AudioFrontEnd.FRAME_LENGTH];
    Arrays.fill(constant, 0.5f);
    float[] noise = new float[AudioFrontEnd.FRAME_LENGTH];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble(-0.5, 0.5);
    }

    assertThat(tarsos.pitchHz(silence)).isZero();
    assertThat(tarsos.pitchHz(constant)).isZero();
    assertThat(tarsos.pitchHz(noise)).isZero();
  }

  @Test
  void dependsOnTheFrameAloneAndLeavesItUntouched() {
    float[] frame = new AudioReference("grid_lwbsza").samples();
    frame = Arrays.copyOfRange(frame, 16_000, 16_000 + AudioFrontEnd.FRAME_LENGTH);
    float[] before = frame.clone();
    float first = tarsos.pitchHz(frame);
    tarsos.pitchHz(new float[AudioFrontEnd.FRAME_LENGTH]);

    assertThat(tarsos.pitchHz(frame)).isEqualTo(first);
    assertThat(frame).isEqualTo(before);
  }

  @Test
  void isTheTrackerOfChoiceWhereItIsOnTheClassPath() {
    assertThat(PitchTrackers.find(PitchTrackers.AUTO).name()).isEqualTo("tarsos");
    assertThat(PitchTrackers.find("tarsos").create(16_000, 1024))
        .isInstanceOf(TarsosPitchTracker.class);
    assertThat(PitchTrackers.find("yin").create(16_000, 1024)).isInstanceOf(Yin.class);
  }

  @Test
  void refusesFramesItCannotTrack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TarsosPitchTracker(44_100, 1024))
        .withMessageContaining("at least 2720 samples at 44100 Hz, found 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tarsos.pitchHz(new float[512]))
        .withMessageContaining("expected frames of 1024 samples, found 512");
  }
}
