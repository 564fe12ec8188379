package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Weights the channels of a map by its global content (Hu et al. 2018, "Squeeze-and-excitation
 * networks"): mean over the positions, a layer of 1/8 of the channels with a rectifier, a layer
 * with a sigmoid. Input and output {@code [n, c, h, w]}.
 */
public final class SqueezeExcitation extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int REDUCTION = 8;

  private final int channels;
  private final Linear reduce;
  private final Linear expand;

  /** Gates for maps with this number of channels. */
  @SuppressWarnings("this-escape")
  public SqueezeExcitation(int channels) {
    super(VERSION);
    this.channels = channels;
    reduce = addChildBlock("reduce", linear(Math.max(1, channels / REDUCTION)));
    expand = addChildBlock("expand", linear(channels));
  }

  private static Linear linear(int outputs) {
    return Linear.builder().setUnits(outputs).build();
  }

  /** Channels of the map. */
  public int channels() {
    return channels;
  }

  /** The layer before the rectifier. */
  public Linear reduce() {
    return reduce;
  }

  /** The layer before the sigmoid. */
  public Linear expand() {
    return expand;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray map = inputs.singletonOrThrow();
    long rows = map.getShape().get(0);
    NDArray mean = map.reshape(rows, channels, -1).mean(new int[] {2});
    NDArray hidden = reduce.forward(parameters, new NDList(mean), training).singletonOrThrow();
    NDList rectified = new NDList(hidden.getNDArrayInternal().relu());
    NDArray gates =
        Activation.sigmoid(expand.forward(parameters, rectified, training).singletonOrThrow());
    return new NDList(map.mul(gates.reshape(rows, channels, 1, 1)));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape mean = new Shape(inputs[0].get(0), channels);
    reduce.initialize(manager, type, mean);
    expand.initialize(manager, type, reduce.getOutputShapes(new Shape[] {mean}));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}
