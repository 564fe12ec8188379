package io.affectstream.features.audio;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Built-in pitch tracker: YIN (de Cheveigne and Kawahara 2002, steps 1 to 5) for 65 to 500 Hz.
 *
 * <p>The integration window W is the frame length less the longest lag, so that every sample of the
 * frame is used. The autocorrelation is computed by Fourier transform of the frame's length, which
 * does not wrap because W plus the longest lag is at most that length.
 *
 * <p>Voicing: a frame is voiced if its cumulative mean normalised difference falls below {@link
 * #THRESHOLD} at some lag of the range; its pitch is the first local minimum there, refined by a
 * parabola. There is no energy gate; a frame without any variation is unvoiced. Not thread-safe.
 */
public final class Yin implements PitchTracker {

  /** Name for configuration and logs. */
  public static final String NAME = "yin";

  /** Lowest pitch. */
  public static final float MIN_HZ = 65;

  /** Highest pitch. */
  public static final float MAX_HZ = 500;

  /** Aperiodicity (0 periodic, about 1 noise) below which a frame is voiced. */
  public static final double THRESHOLD = 0.3;

  /** Differences below this share of the energy are rounding, not signal. */
  private static final double ROUNDING = 1e-11;

  private final int sampleRateHz;
  private final int frameLength;
  private final int minLag;
  private final int maxLag;
  private final int window;
  private final DoubleFFT_1D fft;
  private final double[] whole;
  private final double[] head;
  private final double[] difference;

  /**
   * @throws IllegalArgumentException if the frame is shorter than twice the period of the lowest
   *     pitch
   */
  public Yin(int sampleRateHz, int frameLength) {
    this.sampleRateHz = sampleRateHz;
    this.frameLength = frameLength;
    minLag = (int) Math.floor(sampleRateHz / MAX_HZ);
    maxLag = (int) Math.ceil(sampleRateHz / MIN_HZ) + 1;
    window = frameLength - maxLag;
    if (window < maxLag) {
      throw new IllegalArgumentException(
          "yin: expected frames of at least %d samples at %d Hz, found %d"
              .formatted(2 * maxLag, sampleRateHz, frameLength));
    }
    fft = new DoubleFFT_1D(frameLength);
    whole = new double[frameLength];
    head = new double[frameLength];
    difference = new double[maxLag + 1];
  }

  @Override
  public float pitchHz(float[] frame) {
    if (frame.length != frameLength) {
      throw new IllegalArgumentException(
          "yin: expected frames of %d samples, found %d".formatted(frameLength, frame.length));
    }
    difference(frame);
    normalise();
    for (int lag = minLag; lag < maxLag; lag++) {
      if (difference[lag] < THRESHOLD && isMinimum(lag)) {
        float hz = (float) (sampleRateHz / (lag + vertex(lag)));
        return hz >= MIN_HZ && hz <= MAX_HZ ? hz : 0;
      }
    }
    return 0;
  }

  private boolean isMinimum(int lag) {
    return difference[lag] < difference[lag - 1] && difference[lag] <= difference[lag + 1];
  }

  /** Equation 6 for lags 0..maxLag, as energies less twice the correlation. */
  private void difference(float[] frame) {
    correlate(frame);
    double energy = 0;
    for (int i = 0; i < window; i++) {
      energy += (double) frame[i] * frame[i];
    }
    double shifted = energy;
    difference[0] = 0;
    for (int lag = 1; lag <= maxLag; lag++) {
      double out = frame[lag - 1];
      double in = frame[lag - 1 + window];
      shifted += in * in - out * out;
      double value = energy + shifted - 2 * whole[lag];
      difference[lag] = value > ROUNDING * (energy + shifted) ? value : 0;
    }
  }

  /** Stores in {@code whole[lag]} the sum over the window of {@code frame[i] * frame[i + lag]}. */
  private void correlate(float[] frame) {
    for (int i = 0; i < frameLength; i++) {
      whole[i] = frame[i];
    }
    System.arraycopy(whole, 0, head, 0, window);
    Arrays.fill(head, window, frameLength, 0);
    fft.realForward(whole);
    fft.realForward(head);
    whole[0] *= head[0];
    whole[1] *= head[1];
    for (int k = 2; k < frameLength; k += 2) {
      double re = whole[k] * head[k] + whole[k + 1] * head[k + 1];
      double im = whole[k + 1] * head[k] - whole[k] * head[k + 1];
      whole[k] = re;
      whole[k + 1] = im;
    }
    fft.realInverse(whole, true);
  }

  /** Equation 8 in place; 1 where the signal is constant up to the lag. */
  private void normalise() {
    double sum = 0;
    difference[0] = 1;
    for (int lag = 1; lag <= maxLag; lag++) {
      sum += difference[lag];
      difference[lag] = sum > 0 ? difference[lag] * lag / sum : 1;
    }
  }

  /** Offset of a minimum from its lag, in [-0.5, 0.5]. */
  private double vertex(int lag) {
    double before = difference[lag - 1];
    double after = difference[lag + 1];
    double curvature = before + after - 2 * difference[lag];
    return curvature > 0 ? 0.5 * (before - after) / curvature : 0;
  }
}
