package io.affectstream.training.corpus;

import io.affectstream.features.audio.AudioFrontEnd;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Simulates other speakers and microphones in the features: a constant added to the cepstrum (a
 * linear channel is additive there, and so, nearly, is a speaker's mean spectrum), a factor of the
 * pitch, a gain. The same for all steps of a window.
 */
public final class VoiceDistortion {

  private static final double LEVEL = 12;
  private static final double MAX_OFFSET = 4;
  private static final double DECAY = 10;
  private static final double MIN_OFFSET = 0.5;
  private static final double PITCH = 0.06;
  private static final double GAIN = 0.3;

  /** Ratio of a foreign speaker's distance to that of another known speaker. */
  private static final double MIN_FOREIGN = 2;

  private static final double FOREIGN_SPREAD = 3;

  /** Standard deviation of the logarithm of the factor of a feature's range. */
  private static final double LIVELINESS = 0.5;

  private VoiceDistortion() {}

  /** Distorts {@code [steps, 42]} in place where the mask is 1. */
  public static void apply(float[] audio, float[] mask, SplittableRandom random) {
    apply(audio, mask, 1, random);
  }

  /**
   * Simulates a voice unlike any known one, as other languages, microphones and synthesis produce:
   * with larger distortion than {@link #apply}, and more lively or more monotonous in every
   * feature. In place where the mask is 1.
   */
  static void foreign(float[] audio, float[] mask, SplittableRandom random) {
    for (int column = 0; column < AudioFrontEnd.DIMENSIONS; column++) {
      double factor = Math.exp(LIVELINESS * Normal.draw(random));
      boolean logarithmic = column >= AudioFrontEnd.PITCH;
      move(audio, mask, column, factor, logarithmic);
    }
    apply(audio, mask, MIN_FOREIGN + FOREIGN_SPREAD * random.nextDouble(), random);
  }

  private static void apply(float[] audio, float[] mask, double strength, SplittableRandom random) {
    int size = AudioFrontEnd.DIMENSIONS;
    float[] offsets = new float[AudioFrontEnd.PITCH];
    for (int i = 0; i < offsets.length; i++) {
      double deviation = i == 0 ? LEVEL : MAX_OFFSET * Math.exp(-i / DECAY) + MIN_OFFSET;
      offsets[i] = (float) (strength * deviation * Normal.draw(random));
    }
    float pitch = (float) Math.exp(strength * PITCH * Normal.draw(random));
    float gain = (float) Math.exp(strength * GAIN * Normal.draw(random));
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

  /** Scales the distance of a column's values from their mean; logarithmic: on positive values. */
  private static void move(
      float[] audio, float[] mask, int column, double factor, boolean logarithmic) {
    DoubleUnaryOperator to = logarithmic ? Math::log : value -> value;
    DoubleUnaryOperator from = logarithmic ? Math::exp : value -> value;
    double sum = 0;
    int count = 0;
    for (int step = 0; step < mask.length; step++) {
      float value = audio[step * AudioFrontEnd.DIMENSIONS + column];
      if (mask[step] > 0 && (!logarithmic || value > 0)) {
        sum += to.applyAsDouble(value);
        count++;
      }
    }
    double mean = sum / Math.max(1, count);
    for (int step = 0; step < mask.length; step++) {
      int at = step * AudioFrontEnd.DIMENSIONS + column;
      if (mask[step] > 0 && (!logarithmic || audio[at] > 0)) {
        double moved = mean + factor * (to.applyAsDouble(audio[at]) - mean);
        audio[at] = (float) from.applyAsDouble(moved);
      }
    }
  }
}
