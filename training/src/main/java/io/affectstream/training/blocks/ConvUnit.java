package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.ParameterList;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;

/**
 * Convolution without bias, batch normalisation and, where asked for, a rectifier. Input {@code [n,
 * in, h, w]}, output {@code [n, out, h', w']}; with padding {@code h' = h/stride}.
 */
public final class ConvUnit extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final float EPSILON = 1e-5f;

  private final Conv2d convolution;
  private final BatchNorm norm;
  private final ConvShape shape;

  /**
   * A padded unit with a square kernel.
   *
   * @param filters output channels
   * @param kernel side of the square kernel, odd
   * @param stride step in both directions
   * @param rectified whether negative outputs are cut to 0
   */
  public ConvUnit(int filters, int kernel, int stride, boolean rectified) {
    this(new ConvShape(filters, kernel, kernel, stride, true, rectified, EPSILON));
  }

  /** A unit. */
  @SuppressWarnings("this-escape")
  public ConvUnit(ConvShape shape) {
    super(VERSION);
    this.shape = shape;
    convolution =
        addChildBlock(
            "convolution",
            Conv2d.builder()
                .setKernelShape(new Shape(shape.rows(), shape.columns()))
                .optStride(new Shape(shape.stride(), shape.stride()))
                .optPadding(new Shape(shape.rowPadding(), shape.columnPadding()))
                .optBias(false)
                .setFilters(shape.filters())
                .build());
    norm = addChildBlock("norm", BatchNorm.builder().optEpsilon(shape.epsilon()).build());
  }

  /** Its shape. */
  public ConvShape shape() {
    return shape;
  }

  /**
   * Kernel and bias {@code [out, in, rows, columns]}, {@code [out]} with the normalisation folded
   * in.
   */
  public FoldedConvolution folded() {
    return FoldedConvolution.of(
        convolution.getParameters().get("weight").getArray(),
        norm.getParameters(),
        shape.epsilon());
  }

  /**
   * Takes over a folded convolution. The normalisation becomes the identity with the convolution's
   * bias, so that outside training the unit computes what the folded one does.
   *
   * @throws IllegalArgumentException if kernel or bias have another size
   */
  public void load(FoldedConvolution folded) {
    ParameterList parameters = norm.getParameters();
    set(convolution.getParameters().get("weight").getArray(), folded.kernel());
    set(parameters.get("beta").getArray(), folded.bias());
    set(parameters.get("gamma").getArray(), constant(folded.bias().length, 1));
    set(parameters.get("runningMean").getArray(), constant(folded.bias().length, 0));
    set(
        parameters.get("runningVar").getArray(),
        constant(folded.bias().length, 1 - shape.epsilon()));
  }

  static void set(NDArray array, float[] values) {
    if (values.length != array.size()) {
      throw new IllegalArgumentException(
          "convolution: expected %d values for shape %s, found %d"
              .formatted(array.size(), array.getShape(), values.length));
    }
    array.set(values);
  }

  private static float[] constant(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList convolved = convolution.forward(parameters, inputs, training);
    NDArray output = norm.forward(parameters, convolved, training).singletonOrThrow();
    return new NDList(shape.rectified() ? output.getNDArrayInternal().relu() : output);
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
