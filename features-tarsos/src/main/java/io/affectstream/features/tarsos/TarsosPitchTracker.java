package io.affectstream.features.tarsos;

import be.tarsos.dsp.pitch.FastYin;
import io.affectstream.features.audio.PitchTracker;
import io.affectstream.features.audio.Yin;

/**
 * TarsosDSP's {@link FastYin} for the range and the voicing threshold of the built-in {@link Yin}.
 *
 * <p>FastYin integrates over half of its buffer, which for a buffer of the frame's length would
 * ignore a quarter of the frame at typical lags and reduce accuracy. Its buffer is therefore one
 * and a half frames, the last third zeros: the window is three quarters of a frame, and every lag
 * up to a quarter of a frame, which covers the range, uses samples of the frame only. Results at
 * longer lags are below the range and count as unvoiced, like results above it. Not thread-safe.
 */
public final class TarsosPitchTracker implements PitchTracker {

  private final int frameLength;
  private final float[] buffer;
  private final FastYin yin;

  /**
   * @throws IllegalArgumentException if a quarter of the frame is shorter than the period of the
   *     lowest pitch plus the margin of its interpolation
   */
  public TarsosPitchTracker(int sampleRateHz, int frameLength) {
    int maxLag = (int) Math.ceil(sampleRateHz / Yin.MIN_HZ) + 1;
    if (frameLength / 4 < maxLag) {
      throw new IllegalArgumentException(
          "tarsos: expected frames of at least %d samples at %d Hz, found %d"
              .formatted(4 * maxLag, sampleRateHz, frameLength));
    }
    this.frameLength = frameLength;
    buffer = new float[2 * (frameLength - frameLength / 4)];
    yin = new FastYin(sampleRateHz, buffer.length, Yin.THRESHOLD);
  }

  @Override
  public float pitchHz(float[] frame) {
    if (frame.length != frameLength) {
      throw new IllegalArgumentException(
          "tarsos: expected frames of %d samples, found %d".formatted(frameLength, frame.length));
    }
    System.arraycopy(frame, 0, buffer, 0, frameLength);
    float hz = yin.getPitch(buffer).getPitch();
    return hz >= Yin.MIN_HZ && hz <= Yin.MAX_HZ ? hz : 0;
  }
}
