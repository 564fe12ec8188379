package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Depthwise separable convolution (Chollet 2017): one square kernel per channel, then a 1x1
 * convolution over the channels with batch normalisation; no activation in between. Where input and
 * output have the same shape, the input is added. A rectifier ends the unit. Input {@code [n, in,
 * h, w]}, output {@code [n, out, h/stride, w/stride]}.
 */
public final class SeparableUnit extends AbstractBlock {

  private static final byte VERSION = 1;

  private final Conv2d depthwise;
  private final ConvUnit pointwise;
  private final int kernel;
  private final int stride;
  private final boolean residual;

  /**
   * A unit.
   *
   * @param in input channels
   * @param out output channels
   * @param kernel side of the square kernels, odd
   * @param stride step in both directions
   */
  @SuppressWarnings("this-escape")
  public SeparableUnit(int in, int out, int kernel, int stride) {
    super(VERSION);
    this.kernel = kernel;
    this.stride = stride;
    this.residual = in == out && stride == 1;
    depthwise =
        addChildBlock(
            "depthwise",
            Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optGroups(in)
                .optBias(false)
                .setFilters(in)
                .build());
    pointwise = addChildBlock("pointwise", new ConvUnit(out, 1, 1, !residual));
  }

  /** The kernels per channel {@code [in, 1, kernel, kernel]}, row-major. */
  public float[] depthwise() {
    return depthwise.getParameters().get("weight").getArray().toFloatArray();
  }

  /**
   * Takes over the kernels per channel {@code [in, 1, kernel, kernel]}, row-major.
   *
   * @throws IllegalArgumentException if their size differs
   */
  public void loadDepthwise(float[] kernels) {
    ConvUnit.set(depthwise.getParameters().get("weight").getArray(), kernels);
  }

  /** The 1x1 convolution; it ends in a rectifier unless the unit is {@link #residual}. */
  public ConvUnit pointwise() {
    return pointwise;
  }

  /** Side of the square kernels. */
  public int kernel() {
    return kernel;
  }

  /** Step in both directions. */
  public int stride() {
    return stride;
  }

  /** Whether the input is added before the rectifier. */
  public boolean residual() {
    return residual;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList spread = depthwise.forward(parameters, inputs, training);
    NDList mixed = pointwise.forward(parameters, spread, training);
    if (!residual) {
      return mixed;
    }
    NDArray sum = mixed.singletonOrThrow().add(inputs.singletonOrThrow());
    return new NDList(sum.getNDArrayInternal().relu());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    depthwise.initialize(manager, type, inputs);
    pointwise.initialize(manager, type, depthwise.getOutputShapes(inputs));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return pointwise.getOutputShapes(depthwise.getOutputShapes(inputs));
  }
}
