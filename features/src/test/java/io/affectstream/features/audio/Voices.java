package io.affectstream.features.audio;

import java.util.SplittableRandom;

/** Synthetic voices. */
final class Voices {

  private Voices() {}

  /** Two harmonics gliding around 150 Hz, with a little noise. */
  static float[] voice(int sampleRateHz, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] voice = new float[samples];
    double phase = 0;
    for (int i = 0; i < samples; i++) {
      double t = (double) i / sampleRateHz;
      phase += 2 * Math.PI * (150 + 40 * Math.sin(3 * t)) / sampleRateHz;
      voice[i] =
          (float)
              (0.3 * Math.sin(phase) + 0.2 * Math.sin(2 * phase) + random.nextDouble(-0.02, 0.02));
    }
    return voice;
  }
}
