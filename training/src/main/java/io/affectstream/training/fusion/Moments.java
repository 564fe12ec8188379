package io.affectstream.training.fusion;

/** Mean and inverse deviation of columns, over the rows with a positive mask. */
final class Moments {

  private static final float MIN_DEVIATION = 1e-3f;

  private final double[] sum;
  private final double[] squares;
  private long count;

  Moments(int columns) {
    sum = new double[columns];
    squares = new double[columns];
  }

  /**
   * Adds rows.
   *
   * @param values {@code [rows, columns]}
   * @param mask {@code [rows]}, above 0 for rows to include
   */
  void add(float[] values, float[] mask) {
    int size = sum.length;
    for (int row = 0; row < mask.length; row++) {
      if (mask[row] > 0) {
        count++;
        for (int i = 0; i < size; i++) {
          double value = values[row * size + i];
          sum[i] += value;
          squares[i] += value * value;
        }
      }
    }
  }

  float[] mean() {
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (count == 0 ? 0 : sum[i] / count);
    }
    return mean;
  }

  float[] scale() {
    float[] scale = new float[sum.length];
    for (int i = 0; i < scale.length; i++) {
      double average = count == 0 ? 0 : sum[i] / count;
      double variance = count == 0 ? 1 : squares[i] / count - average * average;
      scale[i] = 1 / Math.max(MIN_DEVIATION, (float) Math.sqrt(Math.max(0, variance)));
    }
    return scale;
  }
}
