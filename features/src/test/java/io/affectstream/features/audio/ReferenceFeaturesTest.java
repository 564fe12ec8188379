package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.time.Grid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The front end against librosa 0.11.0 on the clips of the data folder. */
class ReferenceFeaturesTest {

  static final List<AudioReference> CLIPS = AudioReference.ALL;

  private final AudioFrontEnd frontEnd =
      new AudioFrontEnd(
          new Grid(30), new Yin(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));

  @ParameterizedTest
  @FieldSource("CLIPS")
  void everyMfccLiesWithin1e3(AudioReference clip) {
    double[][] expected = clip.mfcc();
    float[][] actual = frontEnd.frames(clip.samples());

    assertThat(actual).hasDimensions(expected.length, AudioFrontEnd.DIMENSIONS);
    double worst = 0;
    for (int frame = 0; frame < expected.length; frame++) {
      assertThat(expected[frame]).hasSize(Mfcc.COEFFICIENTS);
      for (int k = 0; k < Mfcc.COEFFICIENTS; k++) {
        worst = Math.max(worst, Math.abs(expected[frame][k] - actual[frame][k]));
      }
    }
    assertThat(worst).isLessThan(1e-3);
  }

  @ParameterizedTest
  @FieldSource("CLIPS")
  void everyRmsLiesWithin1e5(AudioReference clip) {
    double[] expected = clip.rms();
    double[] actual = column(frontEnd.frames(clip.samples()), AudioFrontEnd.RMS);

    assertThat(actual).hasSameSizeAs(expected);
    double worst = 0;
    for (int frame = 0; frame < expected.length; frame++) {
      worst = Math.max(worst, Math.abs(expected[frame] - actual[frame]));
    }
    assertThat(worst).isLessThan(1e-5);
  }

  @ParameterizedTest
  @FieldSource("CLIPS")
  void pitchLiesWithin50CentsOfPyinWhereBothAreVoiced(AudioReference clip) {
    double[] actual = column(frontEnd.frames(clip.samples()), AudioFrontEnd.PITCH);
    PitchAgreement agreement = PitchAgreement.of(actual, clip.pitch());

    assertThat(agreement.shareWithin()).as("%s", agreement).isGreaterThanOrEqualTo(0.95);
    assertThat(agreement.bothVoiced()).as("%s", agreement).isGreaterThan(60);
  }

  private static double[] column(float[][] rows, int index) {
    return Arrays.stream(rows).mapToDouble(row -> row[index]).toArray();
  }
}
