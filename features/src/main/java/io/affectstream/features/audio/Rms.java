package io.affectstream.features.audio;

/**
 * Short-time energy as the root mean square of a window, librosa's {@code feature.rms} with {@code
 * frame_length = 400}.
 */
public final class Rms {

  /** Samples of a window: 25 ms at 16 kHz. */
  public static final int WINDOW = 400;

  private Rms() {}

  /**
   * Root mean square of {@code samples[centre - 200 .. centre + 200)}.
   *
   * @param samples samples; the window must lie within
   * @param centre index of the window's centre
   */
  public static float of(float[] samples, int centre) {
    double sum = 0;
    for (int i = centre - WINDOW / 2; i < centre + WINDOW / 2; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return (float) Math.sqrt(sum / WINDOW);
  }
}
