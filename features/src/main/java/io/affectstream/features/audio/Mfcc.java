package io.affectstream.features.audio;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * 40 mel-frequency cepstral coefficients of a 25 ms window at 16 kHz with librosa's definitions:
 * periodic Hann window, power spectrum of 512 points, 40 Slaney mel filters, {@code 10 log10} with
 * floor 1e-10 and no upper limit, orthonormal DCT-II. Computed in double precision, so it differs
 * from librosa's single precision by up to about 2e-4. Not thread-safe.
 */
public final class Mfcc {

  /** Coefficients of a frame. */
  public static final int COEFFICIENTS = 40;

  /** Samples of a window. */
  public static final int WINDOW = 400;

  private static final int FFT_LENGTH = 512;
  private static final double FLOOR = 1e-10;

  private final DoubleFFT_1D fft = new DoubleFFT_1D(FFT_LENGTH);
  private final MelFilters mel =
      new MelFilters(AudioFrontEnd.SAMPLE_RATE_HZ, FFT_LENGTH, COEFFICIENTS);
  private final double[] hann = new double[WINDOW];
  private final double[][] dct = new double[COEFFICIENTS][COEFFICIENTS];
  private final double[] spectrum = new double[FFT_LENGTH];
  private final double[] power = new double[FFT_LENGTH / 2 + 1];
  private final double[] decibels = new double[COEFFICIENTS];

  /** Tables and buffers for any number of frames. */
  public Mfcc() {
    Arrays.setAll(hann, i -> 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / WINDOW));
    for (int k = 0; k < COEFFICIENTS; k++) {
      double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / COEFFICIENTS);
      for (int n = 0; n < COEFFICIENTS; n++) {
        dct[k][n] = scale * StrictMath.cos(Math.PI * k * (2 * n + 1) / (2.0 * COEFFICIENTS));
      }
    }
  }

  /**
   * Coefficients of {@code samples[centre - 200 .. centre + 200)}.
   *
   * @param samples samples; the window must lie within
   * @param centre index of the window's centre
   * @param out receives the coefficients at 0..39
   */
  public void compute(float[] samples, int centre, float[] out) {
    powerSpectrum(samples, centre - WINDOW / 2);
    for (int f = 0; f < COEFFICIENTS; f++) {
      decibels[f] = 10 * StrictMath.log10(Math.max(FLOOR, mel.energy(f, power)));
    }
    for (int k = 0; k < COEFFICIENTS; k++) {
      double[] row = dct[k];
      double sum = 0;
      for (int f = 0; f < COEFFICIENTS; f++) {
        sum += row[f] * decibels[f];
      }
      out[k] = (float) sum;
    }
  }

  private void powerSpectrum(float[] samples, int start) {
    for (int i = 0; i < WINDOW; i++) {
      spectrum[i] = hann[i] * samples[start + i];
    }
    Arrays.fill(spectrum, WINDOW, FFT_LENGTH, 0);
    fft.realForward(spectrum);
    power[0] = spectrum[0] * spectrum[0];
    power[FFT_LENGTH / 2] = spectrum[1] * spectrum[1];
    for (int k = 1; k < FFT_LENGTH / 2; k++) {
      double re = spectrum[2 * k];
      double im = spectrum[2 * k + 1];
      power[k] = re * re + im * im;
    }
  }
}
