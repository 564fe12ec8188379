package io.affectstream.features.speaking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.audio.AudioFrontEnd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeakersTest {

  private static final int STEPS = 121;
  private static final int CENTRE = 60;
  private static final double SYLLABLES = 2 * Math.PI / 8;

  private final Speakers speakers = new Speakers(SpeakingModel.DEFAULT, SpeakingMode.FUSED);

  @Test
  void stillMouthBesideTheSpeakersIsSilent() {
    Speakers.Answer answer = at(List.of(still(), talk(0)), voice());

    assertThat(answer.faces().get(0).probability()).isLessThan(0.05f);
    assertThat(answer.faces().get(0).weight()).isEqualTo(answer.faces().get(0).probability());
    assertThat(answer.faces().get(1).probability()).isGreaterThan(0.9f);
    assertThat(answer.offScreen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-6, 0, 6})
  void soundMayBeLateOrEarly(int lag) {
    Speakers.Answer answer = at(List.of(still(), talk(lag)), voice());

    assertThat(answer.faces().get(1).probability()).isGreaterThan(0.9f);
  }

  @Test
  void slowMovementIsNoSpeech() {
    float[] smile = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      smile[i] = (float) (-6 + 4 / (1 + Math.exp((CENTRE - i) / 8.0)));
    }

    Speakers.Answer answer = at(List.of(smile, talk(0)), voice());

    assertThat(answer.faces().get(1).probability()).isGreaterThan(0.7f);
    assertThat(answer.faces().get(0).probability()).isLessThan(0.3f);
  }

  @Test
  void theTwoAndTheVoiceOffScreenSumToOne() {
    Speakers.Answer answer = at(List.of(still(), still()), voice());

    Speaking offScreen = answer.offScreen().orElseThrow();
    float faces = answer.faces().get(0).probability() + answer.faces().get(1).probability();
    assertThat(offScreen.probability()).isGreaterThan(0.8f);
    assertThat(offScreen.weight()).isEqualTo(1);
    assertThat(faces + offScreen.probability()).isCloseTo(1, within(1e-5f));
  }

  @Test
  void onlyFaceSpeaksUnlessItClearlyDoesNot() {
    Speakers.Answer talks = at(List.of(talk(0)), voice());
    Speakers.Answer still = at(List.of(still()), voice());

    assertThat(talks.faces().get(0).weight()).isEqualTo(1);
    assertThat(talks.offScreen()).isEmpty();
    assertThat(still.faces().get(0).weight()).isLessThan(Speakers.CLEARLY_SILENT);
    assertThat(still.offScreen()).isPresent();
  }

  @Test
  void silenceIsNotJudged() {
    float[][] silence = new float[STEPS][AudioFrontEnd.DIMENSIONS];

    for (float[][] sound : List.of(silence, new float[STEPS][0])) {
      Speakers.Answer answer = at(List.of(still(), talk(0)), sound);
      assertThat(answer.faces()).containsExactly(Speaking.UNKNOWN, Speaking.UNKNOWN);
      assertThat(answer.offScreen()).isEmpty();
    }
  }

  @Test
  void unknownMouthTakesWhatTheOthersLeave() {
    Speakers.Answer answer = at(List.of(unknown(), talk(0), unknown()), voice());

    Speaking unknown = answer.faces().get(0);
    float known = answer.faces().get(1).probability();
    assertThat(unknown.probability()).isNaN();
    assertThat(unknown.weight()).isCloseTo((1 - known) / 2, within(1e-5f));
    assertThat(answer.faces().get(2)).isEqualTo(unknown);
    assertThat(answer.offScreen()).isEmpty();
  }

  @Test
  void withoutFusionNothingIsWeighted() {
    Speakers judging = new Speakers(SpeakingModel.DEFAULT, SpeakingMode.JUDGED);

    Speakers.Answer answer = judging.at(List.of(still(), still()), voice(), CENTRE, Speakers.REACH);

    assertThat(answer.faces()).allMatch(face -> face.probability() >= 0 && face.weight() == 1);
    assertThat(answer.offScreen()).isEmpty();
  }

  @Test
  void offJudgesNobody() {
    Speakers off = new Speakers(SpeakingModel.DEFAULT, SpeakingMode.OFF);

    assertThat(off.at(List.of(still(), talk(0)), voice(), CENTRE, Speakers.REACH).faces())
        .containsExactly(Speaking.UNKNOWN, Speaking.UNKNOWN);
  }

  @Test
  void absentStepsAtTheEndDoNotCount() {
    float[] talk = talk(0);
    float[][] voice = voice();
    Arrays.fill(talk, CENTRE + 1, STEPS, Mouth.UNKNOWN);
    Arrays.fill(voice, CENTRE + 1, STEPS, new float[0]);

    Speakers.Answer past = at(List.of(talk), voice);

    Speakers.Answer same =
        new Speakers(SpeakingModel.DEFAULT, SpeakingMode.FUSED)
            .at(
                List.of(Arrays.copyOf(talk, CENTRE + 1 + Speakers.REACH)),
                Arrays.copyOf(voice, CENTRE + 1 + Speakers.REACH),
                CENTRE,
                Speakers.REACH);
    assertThat(past).isEqualTo(same);
    assertThat(past.faces().get(0).probability()).isGreaterThan(0.7f);
  }

  private Speakers.Answer at(List<float[]> openings, float[][] voice) {
    return speakers.at(openings, voice, CENTRE, Speakers.REACH);
  }

  /** A mouth that opens with each syllable, {@code lag} steps after it. */
  private static float[] talk(int lag) {
    float[] opening = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      opening[i] =
          (float) (-5 + 1.2 * Math.sin(SYLLABLES * (i - lag)) + Math.sin(0.31 * (i - lag)));
    }
    return opening;
  }

  private static float[] still() {
    float[] opening = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      opening[i] = -6 + 0.05f * (i * 7 % 5);
    }
    return opening;
  }

  private static float[] unknown() {
    float[] opening = new float[STEPS];
    Arrays.fill(opening, Mouth.UNKNOWN);
    return opening;
  }

  /** Syllables of which some are louder. */
  private static float[][] voice() {
    float[][] voice = new float[STEPS][AudioFrontEnd.DIMENSIONS];
    for (int i = 0; i < STEPS; i++) {
      voice[i][AudioFrontEnd.PITCH] = 120;
      voice[i][AudioFrontEnd.RMS] =
          (float) (0.1 * Math.exp(Math.sin(SYLLABLES * i) + 0.8 * Math.sin(0.31 * i)));
    }
    return voice;
  }
}
