package io.affectstream.training;

import ai.djl.ndarray.NDArray;

/** Products with numbers on the way of a gradient. */
public final class Scaling {

  private Scaling() {}

  /**
   * An array times a number that lives as long as the array's manager. {@code NDArray.mul(Number)}
   * and {@code div(Number)} of DJL 0.35 free the number's memory at once, though the gradient needs
   * it: what a garbage collection leaves in its place is then taken for the number. They are right
   * only where no gradient passes.
   *
   * @param array of any shape
   * @param factor the number
   * @return of the same shape and manager
   */
  public static NDArray of(NDArray array, float factor) {
    return array.mul(array.getManager().create(factor));
  }
}
