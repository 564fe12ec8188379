package io.affectstream.training.voice;

import io.affectstream.features.audio.AudioFrontEnd;

/**
 * How the columns of a step are standardised before functionals are taken: the lower cepstrum as it
 * is, pitch and energy by their logarithm.
 *
 * @param mean of each column {@code [COLUMNS]}
 * @param scale what is then multiplied with {@code [COLUMNS]}
 */
public record StepScale(float[] mean, float[] scale) {

  /** Cepstral coefficients read, from the first. */
  public static final int CEPSTRUM = 13;

  /** Numbers read per step: cepstrum, pitch, energy. */
  public static final int COLUMNS = CEPSTRUM + 2;

  /** Added to the pitch in Hz before its logarithm is taken. */
  static final float MIN_PITCH = 50;

  /** Added to the energy before its logarithm is taken. */
  static final float MIN_ENERGY = 1e-4f;

  private static final double MIN_DEVIATION = 1e-3;

  /** Collects steps. */
  static final class Moments {

    private final double[] sum = new double[COLUMNS];
    private final double[] squares = new double[COLUMNS];
    private long count;

    /** Adds steps of voice features, {@code [steps * 42]}. */
    void add(float[] steps) {
      for (int at = 0; at < steps.length; at += AudioFrontEnd.DIMENSIONS) {
        for (int i = 0; i < COLUMNS; i++) {
          double value = value(steps, at, i);
          sum[i] += value;
          squares[i] += value * value;
        }
        count++;
      }
    }

    private static double value(float[] steps, int at, int column) {
      return switch (column) {
        case CEPSTRUM ->
            Math.log(Math.max(0, steps[at + AudioFrontEnd.PITCH]) + (double) MIN_PITCH);
        case CEPSTRUM + 1 ->
            Math.log(Math.max(0, steps[at + AudioFrontEnd.RMS]) + (double) MIN_ENERGY);
        default -> steps[at + column];
      };
    }

    /** Mean and deviation of what was added. */
    StepScale scale() {
      float[] mean = new float[COLUMNS];
      float[] scale = new float[COLUMNS];
      for (int i = 0; i < COLUMNS; i++) {
        double average = sum[i] / Math.max(1, count);
        double variance = Math.max(0, squares[i] / Math.max(1, count) - average * average);
        mean[i] = (float) average;
        scale[i] = (float) (1 / (Math.sqrt(variance) + MIN_DEVIATION));
      }
      return new StepScale(mean, scale);
    }
  }
}
