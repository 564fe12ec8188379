package io.affectstream.ingest.demo;

/**
 * A square grey image.
 *
 * @param size width and height in pixels
 * @param values {@code [size * size]} row by row; pixel (x, y) has its centre at (x, y)
 */
record GreyPixels(int size, float[] values) {

  /**
   * @throws IllegalArgumentException if the number of values is not size squared
   */
  GreyPixels {
    if (values.length != size * size) {
      throw new IllegalArgumentException(
          "image: expected %d values, found %d".formatted(size * size, values.length));
    }
  }

  /** Value at a point by cubic convolution (Keys 1981, a = -1/2); beyond the border the nearest. */
  float at(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double[] across = weights(x - left);
    double[] down = weights(y - top);
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      int row = clamp(top + j - 1) * size;
      double line = 0;
      for (int i = 0; i < 4; i++) {
        line += across[i] * values[row + clamp(left + i - 1)];
      }
      sum += down[j] * line;
    }
    return (float) sum;
  }

  /** {@code this + amount * (other - this)}. */
  GreyPixels towards(GreyPixels other, double amount) {
    float[] mixed = new float[values.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (float) (values[i] + amount * (other.values[i] - values[i]));
    }
    return new GreyPixels(size, mixed);
  }

  /** The mean of the image and its mirror image. */
  GreyPixels symmetric() {
    float[] both = new float[values.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        both[y * size + x] = (values[y * size + x] + values[y * size + size - 1 - x]) / 2;
      }
    }
    return new GreyPixels(size, both);
  }

  /** Half the size, each pixel the mean of four. */
  GreyPixels halved() {
    int half = size / 2;
    float[] small = new float[half * half];
    for (int i = 0; i < small.length; i++) {
      int corner = 2 * (i / half) * size + 2 * (i % half);
      small[i] =
          (values[corner] + values[corner + 1] + values[corner + size] + values[corner + size + 1])
              / 4;
    }
    return new GreyPixels(half, small);
  }

  /** Standard deviation of the values. */
  double deviation() {
    double mean = mean();
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  /** Mean 0 and standard deviation 1. */
  GreyPixels normalised() {
    double mean = mean();
    double deviation = deviation();
    float[] normal = new float[values.length];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = (float) ((values[i] - mean) / deviation);
    }
    return new GreyPixels(size, normal);
  }

  private double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private int clamp(int index) {
    return Math.max(0, Math.min(size - 1, index));
  }

  private static double[] weights(double t) {
    return new double[] {
      ((-0.5 * t + 1) * t - 0.5) * t,
      (1.5 * t - 2.5) * t * t + 1,
      ((-1.5 * t + 2) * t + 0.5) * t,
      (0.5 * t - 0.5) * t * t
    };
  }
}
