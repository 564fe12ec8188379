package io.affectstream.training.voice;

import io.affectstream.features.audio.Resampler;
import java.util.Arrays;

/**
 * A narrow telephone channel: 8 kHz and the 8-bit mu-law of ITU-T G.711 (its continuous form, mu =
 * 255, quantised to 256 levels), then 16 kHz again.
 */
public final class Telephone {

  private static final int RATE_HZ = 8000;
  private static final int REACH = 64;
  private static final double PASS = 0.92;
  private static final double MU = 255;
  private static final int LEVELS = 127;
  private static final double[] LOW_PASS = lowPass();
  private static final Resampler BACK = new Resampler(RATE_HZ);

  private Telephone() {}

  /** Half-band windowed sinc (Hann) that keeps {@link #PASS} of the 4 kHz. */
  private static double[] lowPass() {
    double[] taps = new double[2 * REACH + 1];
    double sum = 0;
    for (int i = -REACH; i <= REACH; i++) {
      double at = Math.PI * i * PASS / 2;
      double sinc = i == 0 ? 1 : Math.sin(at) / at;
      taps[i + REACH] = sinc * (0.5 + 0.5 * Math.cos(Math.PI * i / (REACH + 1)));
      sum += taps[i + REACH];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] /= sum;
    }
    return taps;
  }

  /**
   * What arrives at the other end.
   *
   * @param mono16k samples at 16 kHz in [-1, 1]
   * @return as many samples at 16 kHz
   */
  public static float[] of(float[] mono16k) {
    float[] narrow = new float[(mono16k.length + 1) / 2];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = quantised(filtered(mono16k, 2 * i));
    }
    float[] wide = new float[2 * narrow.length];
    BACK.resample(narrow, narrow.length, 0, 0, wide.length, wide, 0);
    return Arrays.copyOf(wide, mono16k.length);
  }

  private static double filtered(float[] samples, int centre) {
    double sum = 0;
    int from = Math.max(0, centre - REACH);
    int to = Math.min(samples.length - 1, centre + REACH);
    for (int i = from; i <= to; i++) {
      sum += LOW_PASS[i - centre + REACH] * samples[i];
    }
    return sum;
  }

  private static float quantised(double sample) {
    double clipped = Math.max(-1, Math.min(1, sample));
    double level = Math.log1p(MU * Math.abs(clipped)) / Math.log1p(MU);
    double kept = Math.rint(level * LEVELS) / LEVELS;
    return (float) (Math.signum(clipped) * Math.expm1(kept * Math.log1p(MU)) / MU);
  }
}
