package io.affectstream.training.optim;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Updates the parameters of a block by their gradients; its state can be stored. */
public interface Optimiser extends AutoCloseable {

  /**
   * One step against the gradients of the last backward pass, which are then cleared.
   *
   * @return whether the step was made; if a gradient is not finite, nothing is changed and the
   *     gradients are kept for inspection
   */
  boolean step(double rate);

  /** State by name, to be stored and restored with the parameters. */
  Map<String, NDArray> state();

  @Override
  void close();
}
