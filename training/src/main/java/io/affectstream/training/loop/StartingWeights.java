package io.affectstream.training.loop;

import java.io.IOException;

/**
 * Where the weights of a network to start from are.
 *
 * @param <N> the network
 */
@FunctionalInterface
public interface StartingWeights<N> {

  /**
   * Sets the weights of an initialised network.
   *
   * @throws IOException if they cannot be read
   */
  void load(N net) throws IOException;
}
