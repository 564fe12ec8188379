package io.affectstream.training;

import ai.djl.ndarray.NDArray;

/** Products with numbers through which gradients flow. */
public final class Scaling {

  private Scaling() {}

  /**
   * An array times a number whose lifetime is that of the array's manager. {@code
   * NDArray.mul(Number)} and {@code div(Number)} of DJL 0.35 free the number's memory immediately,
   * although the gradient needs it: after a garbage collection the gradient uses other data in its
   * place. They are correct only where no gradient flows.
   *
   * @param array of any shape
   * @param factor the number
   * @return of the same shape and manager
   */
  public static NDArray of(NDArray array, float factor) {
    return array.mul(array.getManager().create(factor));
  }
}
