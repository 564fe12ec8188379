package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;

/**
 * Basic residual unit (He et al. 2016, "Deep residual learning", figure 2): two 3x3 convolutions
 * and a shortcut, 1x1 if the shape changes; optional gates on the channels before the sum. Input
 * {@code [n, in, h, w]}, output {@code [n, out, h/stride, w/stride]}.
 */
public final class ResidualUnit extends AbstractBlock {

  private static final byte VERSION = 1;

  private final ConvUnit first;
  private final ConvUnit second;
  private final Optional<SqueezeExcitation> gates;
  private final Optional<ConvUnit> projection;

  /**
   * A unit.
   *
   * @param in input channels
   * @param out output channels
   * @param stride step of the first convolution
   * @param gated whether channels are gated before the sum
   */
  @SuppressWarnings("this-escape")
  public ResidualUnit(int in, int out, int stride, boolean gated) {
    super(VERSION);
    first = addChildBlock("first", new ConvUnit(out, 3, stride, true));
    second = addChildBlock("second", new ConvUnit(out, 3, 1, false));
    gates =
        gated ? Optional.of(addChildBlock("gates", new SqueezeExcitation(out))) : Optional.empty();
    projection =
        in == out && stride == 1
            ? Optional.empty()
            : Optional.of(addChildBlock("projection", new ConvUnit(out, 1, stride, false)));
  }

  /** The convolution that may stride. */
  public ConvUnit first() {
    return first;
  }

  /** The convolution before the sum. */
  public ConvUnit second() {
    return second;
  }

  /** The gates on the channels before the sum; empty if there are none. */
  public Optional<SqueezeExcitation> gates() {
    return gates;
  }

  /** The shortcut's 1x1 convolution; empty if the shortcut is the identity. */
  public Optional<ConvUnit> projection() {
    return projection;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList hidden = first.forward(parameters, inputs, training);
    hidden = second.forward(parameters, hidden, training);
    NDArray residual =
        gates.isPresent()
            ? gates.get().forward(parameters, hidden, training).singletonOrThrow()
            : hidden.singletonOrThrow();
    NDArray shortcut =
        projection.isPresent()
            ? projection.get().forward(parameters, inputs, training).singletonOrThrow()
            : inputs.singletonOrThrow();
    return new NDList(residual.add(shortcut).getNDArrayInternal().relu());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    first.initialize(manager, type, inputs);
    Shape[] map = first.getOutputShapes(inputs);
    second.initialize(manager, type, map);
    gates.ifPresent(block -> block.initialize(manager, type, map));
    projection.ifPresent(unit -> unit.initialize(manager, type, inputs));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return first.getOutputShapes(inputs);
  }
}
