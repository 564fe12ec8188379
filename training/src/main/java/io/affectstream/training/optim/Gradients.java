package io.affectstream.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collection;

/** Gradients of several parameters together. */
final class Gradients {

  private Gradients() {}

  /** Euclidean length over all parameters; not finite if any gradient is not. */
  static double norm(Collection<NDArray> parameters) {
    double squares = 0;
    for (NDArray weight : parameters) {
      try (NDManager manager = weight.getManager().newSubManager();
          NDArray gradient = weight.getGradient()) {
        NDArray square = gradient.mul(gradient);
        square.attach(manager);
        squares += square.sum().getFloat();
      }
    }
    return Math.sqrt(squares);
  }
}
