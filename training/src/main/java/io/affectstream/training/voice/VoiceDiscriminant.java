package io.affectstream.training.voice;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.voice.VoiceRows.Row;

/**
 * Fits a voice expert: a linear discriminant with one covariance within the classes, part of which
 * is its diagonal (Friedman 1989), every class with the same weight. A class that no speech shows
 * lies from the neutral voice as it does in vocal bursts, in deviations of each corpus.
 */
final class VoiceDiscriminant {

  private static final int NEUTRAL = Columns.of(Expression.NEUTRAL);
  private static final double FLOOR = 1e-4;

  private VoiceDiscriminant() {}

  /**
   * The expert, not yet calibrated.
   *
   * @param steps how the steps of the windows were standardised
   * @param speech windows of speech, among them neutral ones
   * @param bursts windows of vocal bursts, among them neutral ones
   * @param shrinkage share of the diagonal
   * @param intensity share of a class's distance from the neutral voice
   */
  static VoiceExpert fit(
      StepScale steps, VoiceRows speech, VoiceRows bursts, double shrinkage, double intensity) {
    Standardised own = Standardised.of(speech);
    double[][] centres = own.centres();
    double[][] covariance = own.within(centres);
    Standardised other = Standardised.of(bursts);
    double[][] others = other.centres();
    int size = VoiceFunctionals.COUNT;
    for (int c = 0; c < VoiceExpert.CLASSES; c++) {
      boolean borrowed = own.counts[c] == 0 && other.counts[c] > 0;
      for (int i = 0; i < size; i++) {
        double apart =
            borrowed ? others[c][i] - others[NEUTRAL][i] : centres[c][i] - centres[NEUTRAL][i];
        centres[c][i] = centres[NEUTRAL][i] + (c == NEUTRAL ? 0 : intensity * apart);
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        covariance[i][j] *= i == j ? 1 : 1 - shrinkage;
      }
      covariance[i][i] += FLOOR;
    }
    double[][] factor = factor(covariance);
    float[] weight = new float[size * VoiceExpert.CLASSES];
    float[] bias = new float[VoiceExpert.CLASSES];
    for (int c = 0; c < VoiceExpert.CLASSES; c++) {
      double[] direction = solve(factor, centres[c]);
      double half = 0;
      for (int i = 0; i < size; i++) {
        weight[i * VoiceExpert.CLASSES + c] = (float) direction[i];
        half += direction[i] * centres[c][i] / 2;
      }
      bias[c] = (float) -half;
    }
    return new VoiceExpert(steps, own.mean, own.scale, weight, bias);
  }

  /** Windows of a corpus in its own deviations. */
  private record Standardised(
      VoiceRows rows, float[] mean, float[] scale, float[][] values, int[] counts) {

    static Standardised of(VoiceRows rows) {
      double[] mean = rows.mean();
      double[] deviation = rows.deviation(mean);
      float[] means = new float[mean.length];
      float[] scale = new float[mean.length];
      for (int i = 0; i < mean.length; i++) {
        means[i] = (float) mean[i];
        scale[i] = (float) (1 / deviation[i]);
      }
      float[][] values = new float[rows.rows().size()][];
      int[] counts = new int[VoiceExpert.CLASSES];
      for (int row = 0; row < values.length; row++) {
        values[row] = cut(rows.rows().get(row).functionals(), means, scale);
        counts[rows.rows().get(row).label()]++;
      }
      return new Standardised(rows, means, scale, values, counts);
    }

    private static float[] cut(float[] functionals, float[] mean, float[] scale) {
      float[] cut = new float[functionals.length];
      for (int i = 0; i < cut.length; i++) {
        float value = (functionals[i] - mean[i]) * scale[i];
        cut[i] = Math.max(-VoiceExpert.MAX_DEVIATIONS, Math.min(VoiceExpert.MAX_DEVIATIONS, value));
      }
      return cut;
    }

    double[][] centres() {
      double[][] centres = new double[VoiceExpert.CLASSES][mean.length];
      for (int row = 0; row < values.length; row++) {
        Row window = rows.rows().get(row);
        for (int i = 0; i < mean.length; i++) {
          centres[window.label()][i] += values[row][i] / counts[window.label()];
        }
      }
      return centres;
    }

    double[][] within(double[][] centres) {
      int classes = 0;
      for (int count : counts) {
        classes += count > 0 ? 1 : 0;
      }
      int size = mean.length;
      double[][] covariance = new double[size][size];
      double[] apart = new double[size];
      for (int row = 0; row < values.length; row++) {
        int label = rows.rows().get(row).label();
        double weight = 1.0 / counts[label] / classes;
        for (int i = 0; i < size; i++) {
          apart[i] = values[row][i] - centres[label][i];
        }
        for (int i = 0; i < size; i++) {
          double left = weight * apart[i];
          for (int j = 0; j < size; j++) {
            covariance[i][j] += left * apart[j];
          }
        }
      }
      return covariance;
    }
  }

  /** Cholesky factor of a positive definite matrix. */
  static double[][] factor(double[][] matrix) {
    int size = matrix.length;
    double[][] factor = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
      }
    }
    return factor;
  }

  /** The solution x of {@code L L' x = b}. */
  static double[] solve(double[][] factor, double[] right) {
    int size = right.length;
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i][k] * x[k];
      }
      x[i] /= factor[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        x[i] -= factor[k][i] * x[k];
      }
      x[i] /= factor[i][i];
    }
    return x;
  }
}
