package io.affectstream.training.data;

import java.util.random.RandomGenerator;

/** Draws from a symmetric Beta distribution. */
public final class Beta {

  private Beta() {}

  /** A draw from Beta(alpha, alpha) by Johnk's method, suitable for alpha of 1 or less. */
  public static double symmetric(double alpha, RandomGenerator random) {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / alpha);
      double y = Math.pow(random.nextDouble(), 1 / alpha);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }
}
