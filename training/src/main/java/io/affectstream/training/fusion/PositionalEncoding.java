package io.affectstream.training.fusion;

/** Sinusoidal positions (Vaswani et al. 2017, 3.5). */
public final class PositionalEncoding {

  private static final double BASE = 10_000;

  private PositionalEncoding() {}

  /** Values {@code [steps, width]}, row-major: sine in even columns, cosine in odd ones. */
  public static float[] of(int steps, int width) {
    float[] values = new float[steps * width];
    for (int step = 0; step < steps; step++) {
      for (int column = 0; column < width; column++) {
        double angle = step / Math.pow(BASE, (column - column % 2) / (double) width);
        values[step * width + column] =
            (float) (column % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return values;
  }
}
