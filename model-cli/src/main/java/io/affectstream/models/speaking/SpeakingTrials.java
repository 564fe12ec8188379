package io.affectstream.models.speaking;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.speaking.MouthEvidence;
import io.affectstream.features.speaking.Speakers;
import io.affectstream.features.speaking.SpeakingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Mouths beside sounds: what fits the model of who speaks. A mouth and its own sound is right, also
 * 200 ms apart; a mouth at rest, one of a person who moves without a sound, and that of another
 * talker are wrong. The last count little: their talk starts and ends at the same time.
 *
 * @param clips recordings of one person each
 */
record SpeakingTrials(List<TalkingClip> clips) {

  /** Steps from one trial to the next. */
  static final int STRIDE = 4;

  /** Steps of 200 ms. */
  static final int LATE = 6;

  /** A voice is more often that of somebody in the image than not. */
  private static final double OWN = 3;

  private static final double OTHER = 0.025;
  private static final double SILENT = 0.3;
  private static final double MIN_NOISE = 0.02;
  private static final double MAX_NOISE = 0.25;
  private static final int MIN_VOICED = 10;

  /** Fits the model to the talkers that are kept. */
  SpeakingModel fit(List<TalkingClip> leftOut) {
    SpeakingFit fit = new SpeakingFit();
    List<TalkingClip> kept = clips.stream().filter(clip -> !leftOut.contains(clip)).toList();
    Random random = new Random(1);
    for (TalkingClip sound : kept) {
      if (sound.talks()) {
        add(fit, sound, sound.opening(), true, OWN);
        add(fit, sound, shifted(sound.opening(), LATE), true, OWN / 2);
        add(fit, sound, shifted(sound.opening(), -LATE), true, OWN / 2);
        add(fit, sound, still(sound, random), false, 0.5);
        add(fit, sound, still(sound, random), false, 0.5);
        for (TalkingClip other : kept) {
          if (!other.name().equals(sound.name())) {
            add(fit, sound, other.opening(), false, other.talks() ? OTHER : SILENT);
          }
        }
      }
    }
    return fit.model();
  }

  private static void add(
      SpeakingFit fit, TalkingClip sound, float[] opening, boolean own, double weight) {
    int end = Math.min(opening.length, sound.opening().length);
    for (int centre : centres(sound)) {
      int from = Math.max(0, centre - Speakers.REACH);
      int to = Math.min(end, centre + Speakers.REACH + 1);
      if (to > from) {
        MouthEvidence.of(opening, sound.voice(), from, to)
            .ifPresent(evidence -> fit.add(evidence, own, weight));
      }
    }
  }

  /** Steps around which somebody speaks. */
  static List<Integer> centres(TalkingClip sound) {
    List<Integer> centres = new ArrayList<>();
    for (int step = 0; step < sound.voice().length; step += STRIDE) {
      int voiced = 0;
      int to = Math.min(sound.voice().length, step + Speakers.REACH + 1);
      for (int i = Math.max(0, step - Speakers.REACH); i < to; i++) {
        float[] voice = sound.voice()[i];
        voiced += voice.length > 0 && voice[AudioFrontEnd.PITCH] > 0 ? 1 : 0;
      }
      if (voiced >= MIN_VOICED) {
        centres.add(step);
      }
    }
    return centres;
  }

  /** The mouth some steps later, or earlier, than the sound. */
  static float[] shifted(float[] opening, int steps) {
    float[] shifted = new float[opening.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = opening[Math.max(0, Math.min(shifted.length - 1, i - steps))];
    }
    return shifted;
  }

  /** A mouth at rest: noise of the estimate alone. */
  static float[] still(TalkingClip clip, Random random) {
    double noise = MIN_NOISE + (MAX_NOISE - MIN_NOISE) * random.nextDouble();
    float[] still = new float[clip.opening().length];
    for (int i = 0; i < still.length; i++) {
      still[i] = (float) (clip.opening()[0] + noise * random.nextGaussian());
    }
    return still;
  }
}
