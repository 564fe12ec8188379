package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;

/** The end of each part of a transformer layer (Vaswani et al. 2017, section 5.4). */
public final class PostNorm {

  private PostNorm() {}

  /**
   * Adds a part's result, after dropout, to its input, and normalises the sum.
   *
   * @param before input of the part, {@code [n, steps, d]}
   * @param change result of the part, of the same shape
   * @return {@code [n, steps, d]}
   */
  public static NDArray of(
      NDArray before,
      NDList change,
      LayerNorm norm,
      Block dropout,
      ParameterStore parameters,
      boolean training) {
    NDArray kept = dropout.forward(parameters, change, training).singletonOrThrow();
    return norm.forward(parameters, new NDList(before.add(kept)), training).singletonOrThrow();
  }
}
