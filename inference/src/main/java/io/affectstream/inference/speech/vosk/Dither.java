package io.affectstream.inference.speech.vosk;

/**
 * Noise of one unit (standard deviation, in 16-bit samples) that depends on the position of the
 * sample only. Kaldi's models are trained with such noise, but Kaldi takes it from random numbers
 * of the process, so that no two runs are identical; digital silence without noise is outside the
 * training data.
 */
final class Dither {

  private static final long STEP = 0x9E3779B97F4A7C15L;

  private Dither() {}

  /** The sample at a position with its noise. */
  static short of(short sample, long position) {
    int value = sample + noise(position);
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }

  /** Sum of four random bits less its mean: -2 to 2 with variance 1. */
  private static int noise(long position) {
    long mixed = (position + 1) * STEP;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return Long.bitCount((mixed >>> 31) & 0xF) - 2;
  }
}
