package io.affectstream.features.audio;

/**
 * Triangular filters on Slaney's mel scale (linear below 1 kHz, logarithmic above), each of unit
 * area: librosa's {@code filters.mel} with its defaults.
 */
final class MelFilters {

  private static final double HZ_PER_MEL = 200.0 / 3;
  private static final double BREAK_HZ = 1000;
  private static final double BREAK_MEL = BREAK_HZ / HZ_PER_MEL;
  private static final double LOG_STEP = StrictMath.log(6.4) / 27;

  private final int[] firstBins;
  private final double[][] weights;

  /**
   * Filters that share the band from 0 Hz to half the sample rate.
   *
   * @param sampleRateHz sample rate
   * @param fftLength length of the transform; there are {@code fftLength / 2 + 1} bins
   * @param filters number of filters
   */
  MelFilters(int sampleRateHz, int fftLength, int filters) {
    firstBins = new int[filters];
    weights = new double[filters][];
    double topMel = mel(sampleRateHz / 2.0);
    double hzPerBin = (double) sampleRateHz / fftLength;
    for (int f = 0; f < filters; f++) {
      double left = hz(topMel * f / (filters + 1));
      double middle = hz(topMel * (f + 1) / (filters + 1));
      double right = hz(topMel * (f + 2) / (filters + 1));
      int first = (int) Math.ceil(left / hzPerBin);
      int last = Math.min((int) Math.floor(right / hzPerBin), fftLength / 2);
      firstBins[f] = first;
      weights[f] = new double[Math.max(0, last - first + 1)];
      for (int bin = first; bin <= last; bin++) {
        double hz = bin * hzPerBin;
        double rising = (hz - left) / (middle - left);
        double falling = (right - hz) / (right - middle);
        weights[f][bin - first] = Math.max(0, Math.min(rising, falling)) * 2 / (right - left);
      }
    }
  }

  /** Energy of a power spectrum {@code [bins]} in one filter. */
  double energy(int filter, double[] power) {
    double[] row = weights[filter];
    int first = firstBins[filter];
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * power[first + i];
    }
    return sum;
  }

  private static double mel(double hz) {
    return hz < BREAK_HZ ? hz / HZ_PER_MEL : BREAK_MEL + StrictMath.log(hz / BREAK_HZ) / LOG_STEP;
  }

  private static double hz(double mel) {
    return mel < BREAK_MEL
        ? mel * HZ_PER_MEL
        : BREAK_HZ * StrictMath.exp(LOG_STEP * (mel - BREAK_MEL));
  }
}
