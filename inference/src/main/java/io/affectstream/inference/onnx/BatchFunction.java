package io.affectstream.inference.onnx;

import java.util.List;

/**
 * Answers a batch of rows. Called by one thread only, so it may own tensors.
 *
 * @param <I> request
 * @param <O> answer
 */
@FunctionalInterface
public interface BatchFunction<I, O> {

  /**
   * One answer per row, in order. An answer depends on its row alone.
   *
   * @param rows at least one row; not kept after the call
   */
  List<O> run(List<I> rows);
}
