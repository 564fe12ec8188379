package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * Reduction unit (Szegedy et al. 2017, "Inception-v4", figures 7 and 12): parallel branches whose
 * last convolution strides, and a 3x3 maximum at stride 2, joined along the channels in this order.
 * Input {@code [n, c, h, w]}, output {@code [n, c', (h-1)/2, (w-1)/2]}.
 */
public final class ReductionUnit extends AbstractBlock {

  private static final byte VERSION = 1;

  private final List<ConvChain> branches = new ArrayList<>();

  /**
   * A unit.
   *
   * @param branches units of each branch; the last of each is 3x3, not padded, at stride 2
   */
  @SuppressWarnings("this-escape")
  public ReductionUnit(List<List<ConvShape>> branches) {
    super(VERSION);
    for (List<ConvShape> branch : branches) {
      this.branches.add(addChildBlock("branch" + this.branches.size(), new ConvChain(branch)));
    }
  }

  /** The branches of convolutions in the order in which they are joined. */
  public List<ConvChain> branches() {
    return List.copyOf(branches);
  }

  /** The 3x3 maximum at stride 2, without padding. */
  static NDArray maximum(NDArray map) {
    return Pool.maxPool2d(map, new Shape(3, 3), new Shape(2, 2), new Shape(0, 0), false);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList joined = new NDList();
    for (ConvChain branch : branches) {
      joined.addAll(branch.forward(parameters, inputs, training));
    }
    joined.add(maximum(inputs.singletonOrThrow()));
    return new NDList(NDArrays.concat(joined, 1));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    branches.forEach(branch -> branch.initialize(manager, type, inputs));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape map = inputs[0];
    long channels = map.get(1);
    for (ConvChain branch : branches) {
      channels += branch.getOutputShapes(inputs)[0].get(1);
    }
    return new Shape[] {
      new Shape(map.get(0), channels, (map.get(2) - 1) / 2, (map.get(3) - 1) / 2)
    };
  }
}
