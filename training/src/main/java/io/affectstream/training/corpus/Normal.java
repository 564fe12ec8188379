package io.affectstream.training.corpus;

import java.util.SplittableRandom;

/** Standard normal numbers by the method of Box and Muller (1958). */
final class Normal {

  private Normal() {}

  static double draw(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
