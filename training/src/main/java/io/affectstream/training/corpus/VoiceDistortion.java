package io.affectstream.training.corpus;

import io.affectstream.features.audio.AudioFrontEnd;
import java.util.SplittableRandom;

/**
 * Makes one speaker and microphone into others, in the features: a constant added to the cepstrum
 * (a linear channel is additive there, and so, nearly, is a speaker's mean spectrum), a factor of
 * the pitch, a gain. The same for all steps of a window.
 */
final class VoiceDistortion {

  private static final double LEVEL = 12;
  private static final double GREATEST_OFFSET = 4;
  private static final double DECAY = 10;
  private static final double LEAST_OFFSET = 0.5;
  private static final double PITCH = 0.06;
  private static final double GAIN = 0.3;

  private VoiceDistortion() {}

  /** Distorts {@code [steps, 42]} in place where the mask is 1. */
  static void apply(float[] audio, float[] mask, SplittableRandom random) {
    int size = AudioFrontEnd.DIMENSIONS;
    float[] offsets = new float[AudioFrontEnd.PITCH];
    for (int i = 0; i < offsets.length; i++) {
      double deviation = i == 0 ? LEVEL : GREATEST_OFFSET * Math.exp(-i / DECAY) + LEAST_OFFSET;
      offsets[i] = (float) (deviation * Normal.draw(random));
    }
    float pitch = (float) Math.exp(PITCH * Normal.draw(random));
    float gain = (float) Math.exp(GAIN * Normal.draw(random));
    for (int step = 0; step < mask.length; step++) {
      if (mask[step] > 0) {
        int at = step * size;
        for (int i = 0; i < offsets.length; i++) {
          audio[at + i] += offsets[i];
        }
        audio[at + AudioFrontEnd.PITCH] *= pitch;
        audio[at + AudioFrontEnd.RMS] *= gain;
      }
    }
  }
}
