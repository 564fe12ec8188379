package io.affectstream.training.blocks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/** A sequence of convolution units. */
public final class ConvChain extends AbstractBlock {

  private static final byte VERSION = 1;

  private final List<ConvUnit> units = new ArrayList<>();

  /** A chain of the given units. */
  @SuppressWarnings("this-escape")
  public ConvChain(List<ConvShape> shapes) {
    super(VERSION);
    for (ConvShape shape : shapes) {
      units.add(addChildBlock("unit" + units.size(), new ConvUnit(shape)));
    }
  }

  /** The units in order. */
  public List<ConvUnit> units() {
    return List.copyOf(units);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList hidden = inputs;
    for (ConvUnit unit : units) {
      hidden = unit.forward(parameters, hidden, training);
    }
    return hidden;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape[] shapes = inputs;
    for (ConvUnit unit : units) {
      unit.initialize(manager, type, shapes);
      shapes = unit.getOutputShapes(shapes);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape[] shapes = inputs;
    for (ConvUnit unit : units) {
      shapes = unit.getOutputShapes(shapes);
    }
    return shapes;
  }
}
