package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.affectstream.training.Scaling;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual inception unit (Szegedy et al. 2017, "Inception-v4", figures 10, 11 and 13): parallel
 * branches, joined along the channels, reduced to the input's channels by a 1x1 convolution with
 * bias, scaled and added to the input. Input and output {@code [n, channels, h, w]}.
 */
public final class InceptionUnit extends AbstractBlock {

  private static final byte VERSION = 1;

  private final List<ConvChain> branches = new ArrayList<>();
  private final Conv2d expansion;
  private final float scale;
  private final boolean rectified;

  /**
   * A unit.
   *
   * @param channels of the input
   * @param branches padded units of each branch, at stride 1
   * @param scale factor of what is added to the input
   * @param rectified whether negative outputs are cut to 0
   */
  @SuppressWarnings("this-escape")
  public InceptionUnit(
      int channels, List<List<ConvShape>> branches, float scale, boolean rectified) {
    super(VERSION);
    this.scale = scale;
    this.rectified = rectified;
    for (List<ConvShape> branch : branches) {
      this.branches.add(addChildBlock("branch" + this.branches.size(), new ConvChain(branch)));
    }
    expansion =
        addChildBlock(
            "expansion",
            Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(channels).build());
  }

  /** The branches in the order in which they are joined. */
  public List<ConvChain> branches() {
    return List.copyOf(branches);
  }

  /** Whether a rectifier follows the sum. */
  public boolean rectified() {
    return rectified;
  }

  /** Kernel and bias of the 1x1 convolution with the scale multiplied in. */
  public FoldedConvolution folded() {
    NDArray weight = expansion.getParameters().get("weight").getArray();
    NDArray bias = expansion.getParameters().get("bias").getArray();
    return new FoldedConvolution(
        scaled(weight.toFloatArray()), scaled(bias.toFloatArray()), weight.getShape().getShape());
  }

  private float[] scaled(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return values;
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
    NDArray residual =
        expansion
            .forward(parameters, new NDList(NDArrays.concat(joined, 1)), training)
            .singletonOrThrow();
    NDArray sum = Scaling.of(residual, scale).add(inputs.singletonOrThrow());
    return new NDList(rectified ? sum.getNDArrayInternal().relu() : sum);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    long joined = 0;
    for (ConvChain branch : branches) {
      branch.initialize(manager, type, inputs);
      joined += branch.getOutputShapes(inputs)[0].get(1);
    }
    Shape map = inputs[0];
    expansion.initialize(manager, type, new Shape(map.get(0), joined, map.get(2), map.get(3)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}
