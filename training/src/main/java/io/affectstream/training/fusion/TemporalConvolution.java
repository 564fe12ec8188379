package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * Dilated temporal convolutions (after Bai et al. 2018, "An empirical evaluation of generic
 * convolutional and recurrent networks", here reaching to both sides), in place of the paper's
 * recurrent encoder. Input {@code [n, steps, in]}, output {@code [n, steps - 2 radius, d]}.
 *
 * <p>A step's result depends on the steps within the radius only, never on the start of a window or
 * a segment; so windows share it, which is impossible with a recurrence over the window.
 */
public final class TemporalConvolution extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int TAPS = 3;
  private static final int FEATURE_AXIS = 2;

  private final int width;
  private final List<Integer> dilations;
  private final Linear entry;
  private final List<Linear> kernels = new ArrayList<>();
  private final List<LayerNorm> norms = new ArrayList<>();
  private final Block dropout;

  /**
   * @param width numbers per step of the result
   * @param dilations distance of the outer taps of each layer, in steps
   * @param dropout share of each layer's change dropped during training
   */
  @SuppressWarnings("this-escape")
  public TemporalConvolution(int width, List<Integer> dilations, float dropout) {
    super(VERSION);
    this.width = width;
    this.dilations = List.copyOf(dilations);
    entry = addChildBlock("entry", Linear.builder().setUnits(width).build());
    for (int layer = 0; layer < dilations.size(); layer++) {
      kernels.add(addChildBlock("kernel" + layer, Linear.builder().setUnits(width).build()));
      norms.add(addChildBlock("norm" + layer, LayerNorm.builder().axis(FEATURE_AXIS).build()));
    }
    this.dropout = addChildBlock("dropout", Dropout.builder().optRate(dropout).build());
  }

  /** Projection of a step's features to the width. */
  public Linear entry() {
    return entry;
  }

  /** Distance of the outer taps of each layer. */
  public List<Integer> dilations() {
    return dilations;
  }

  /** A layer's three taps side by side, earliest first: {@code [3d] -> [d]}. */
  public Linear kernel(int layer) {
    return kernels.get(layer);
  }

  /** Normalisation after a layer. */
  public LayerNorm norm(int layer) {
    return norms.get(layer);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray steps = entry.forward(parameters, inputs, training).singletonOrThrow();
    for (int layer = 0; layer < kernels.size(); layer++) {
      int reach = dilations.get(layer);
      long kept = steps.getShape().get(1) - 2L * reach;
      NDArray middle = cut(steps, reach, kept);
      NDArray taps = cut(steps, 0, kept).concat(middle, 2).concat(cut(steps, 2L * reach, kept), 2);
      NDArray change =
          kernels
              .get(layer)
              .forward(parameters, new NDList(taps), training)
              .singletonOrThrow()
              .getNDArrayInternal()
              .relu();
      NDList dropped = dropout.forward(parameters, new NDList(change), training);
      NDList sum = new NDList(middle.add(dropped.singletonOrThrow()));
      steps = norms.get(layer).forward(parameters, sum, training).singletonOrThrow();
    }
    return new NDList(steps);
  }

  private static NDArray cut(NDArray steps, long from, long length) {
    return steps.get(new NDIndex(":, {}:{}, :", from, from + length));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    entry.initialize(manager, type, inputs[0]);
    long rows = inputs[0].get(0);
    long steps = inputs[0].get(1);
    for (int layer = 0; layer < kernels.size(); layer++) {
      steps -= 2L * dilations.get(layer);
      kernels.get(layer).initialize(manager, type, new Shape(rows, steps, (long) TAPS * width));
      norms.get(layer).initialize(manager, type, new Shape(rows, steps, width));
    }
    dropout.initialize(manager, type, new Shape(rows, steps, width));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long radius = dilations.stream().mapToInt(Integer::intValue).sum();
    return new Shape[] {new Shape(inputs[0].get(0), inputs[0].get(1) - 2 * radius, width)};
  }
}
