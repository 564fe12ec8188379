package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacked bidirectional gated recurrent units (Cho et al. 2014). Input {@code [n, steps, in]},
 * output {@code [n, steps, 2 * hidden]}, forward direction first. With two directions, DJL's own
 * block passes its parameters to the engine in a wrong order; this one uses the engine's order: per
 * layer and direction input kernel {@code [3h, in]}, state kernel {@code [3h, h]}, input bias and
 * state bias {@code [3h]}, gates reset, update, new.
 */
public final class BidirectionalGru extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int DIRECTIONS = 2;
  private static final int GATES = 3;

  private final int input;
  private final int hidden;
  private final int layers;
  private final List<Parameter> weights = new ArrayList<>();

  /** Units of the given state size. */
  @SuppressWarnings("this-escape")
  public BidirectionalGru(int input, int hidden, int layers) {
    super(VERSION);
    this.input = input;
    this.hidden = hidden;
    this.layers = layers;
    long gates = (long) GATES * hidden;
    for (int layer = 0; layer < layers; layer++) {
      int in = layer == 0 ? input : DIRECTIONS * hidden;
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        String prefix = "%d_%d_".formatted(layer, direction);
        add(prefix + "input", new Shape(gates, in), Parameter.Type.WEIGHT);
        add(prefix + "state", new Shape(gates, hidden), Parameter.Type.WEIGHT);
        add(prefix + "input_bias", new Shape(gates), Parameter.Type.BIAS);
        add(prefix + "state_bias", new Shape(gates), Parameter.Type.BIAS);
      }
    }
  }

  private void add(String name, Shape shape, Parameter.Type type) {
    weights.add(
        addParameter(
            Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(shape)
                .optInitializer(new UniformInitializer((float) (1 / Math.sqrt(hidden))))
                .build()));
  }

  /** Layers. */
  public int layers() {
    return layers;
  }

  /** State size per direction. */
  public int hidden() {
    return hidden;
  }

  /** Input kernel, state kernel, input bias and state bias of one layer and direction. */
  public List<float[]> weights(int layer, int direction) {
    int from = (layer * DIRECTIONS + direction) * 4;
    return weights.subList(from, from + 4).stream()
        .map(parameter -> parameter.getArray().toFloatArray())
        .toList();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray sequence = inputs.singletonOrThrow();
    NDList kernels = new NDList();
    weights.forEach(
        weight -> kernels.add(parameters.getValue(weight, sequence.getDevice(), training)));
    NDArray state =
        sequence
            .getManager()
            .zeros(new Shape((long) layers * DIRECTIONS, sequence.getShape().get(0), hidden));
    NDList outputs =
        sequence
            .getNDArrayInternal()
            .gru(sequence, state, kernels, true, layers, 0, training, true, true);
    return new NDList(outputs.head());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
    if (shapes[0].get(2) != input) {
      throw new IllegalArgumentException(
          "recurrent encoder: expected %d numbers per step, found shape %s"
              .formatted(input, shapes[0]));
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] shapes) {
    return new Shape[] {new Shape(shapes[0].get(0), shapes[0].get(1), (long) DIRECTIONS * hidden)};
  }
}
