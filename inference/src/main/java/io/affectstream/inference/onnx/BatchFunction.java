package io.affectstream.inference.onnx;

import java.util.List;

/**
 * Processes a batch of rows. Called by one thread only, so it may own tensors.
 *
 * @param <I> request
 * @param <O> result
 */
@FunctionalInterface
public interface BatchFunction<I, O> {

  /**
   * Returns one result per row, in order. A result depends on its row alone.
   *
   * @param rows at least one row; not retained after the call
   */
  List<O> run(List<I> rows);
}
