package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Convolution without bias, batch normalisation and, where asked for, a rectifier. Input {@code [n,
 * in, h, w]}, output {@code [n, out, h/stride, w/stride]}; the padding keeps the size at stride 1.
 */
public final class ConvUnit extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final float EPSILON = 1e-5f;

  private final Conv2d convolution;
  private final BatchNorm norm;
  private final int kernel;
  private final int stride;
  private final boolean rectified;

  /**
   * A unit.
   *
   * @param filters output channels
   * @param kernel side of the square kernel, odd
   * @param stride step in both directions
   * @param rectified whether negative outputs are cut to 0
   */
  @SuppressWarnings("this-escape")
  public ConvUnit(int filters, int kernel, int stride, boolean rectified) {
    super(VERSION);
    this.kernel = kernel;
    this.stride = stride;
    this.rectified = rectified;
    int padding = kernel / 2;
    convolution =
        addChildBlock(
            "convolution",
            Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(false)
                .setFilters(filters)
                .build());
    norm = addChildBlock("norm", BatchNorm.builder().optEpsilon(EPSILON).build());
  }

  /** Side of the kernel. */
  public int kernel() {
    return kernel;
  }

  /** Step in both directions. */
  public int stride() {
    return stride;
  }

  /** Whether a rectifier follows. */
  public boolean rectified() {
    return rectified;
  }

  /** Kernel and bias {@code [out, in, k, k]}, {@code [out]} with the normalisation folded in. */
  public FoldedConvolution folded() {
    return FoldedConvolution.of(
        convolution.getParameters().get("weight").getArray(), norm.getParameters(), EPSILON);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList convolved = convolution.forward(parameters, inputs, training);
    NDArray output = norm.forward(parameters, convolved, training).singletonOrThrow();
    return new NDList(rectified ? output.getNDArrayInternal().relu() : output);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    convolution.initialize(manager, type, inputs);
    norm.initialize(manager, type, convolution.getOutputShapes(inputs));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return convolution.getOutputShapes(inputs);
  }
}
