package io.affectstream.training.loop;

import io.affectstream.training.optim.DivergenceException;

/** The optimiser steps of one epoch, taken in order. */
public interface EpochSteps extends AutoCloseable {

  /** Number of steps. */
  int count();

  /** Learning rate of a step, counted from 0. */
  double rate(int step);

  /**
   * Takes a step.
   *
   * @param step counted from 0
   * @param rate learning rate
   * @return losses, the total first
   * @throws DivergenceException if a gradient is not finite
   */
  float[] take(int step, double rate) throws DivergenceException;

  /** Ends the drawing of batches. */
  @Override
  default void close() {}
}
