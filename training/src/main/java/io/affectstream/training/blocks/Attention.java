package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.affectstream.training.Scaling;

/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017). Inputs {@code [n, steps, d]} of
 * queries and {@code [n, keys, d]} of keys, output {@code [n, steps, d]}.
 */
public final class Attention extends AbstractBlock {

  private static final byte VERSION = 1;

  private final int width;
  private final int heads;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;

  /** Attention of {@code heads} heads over vectors of {@code width} numbers. */
  @SuppressWarnings("this-escape")
  public Attention(int width, int heads) {
    super(VERSION);
    this.width = width;
    this.heads = heads;
    query = addChildBlock("query", linear(width));
    key = addChildBlock("key", linear(width));
    value = addChildBlock("value", linear(width));
    output = addChildBlock("output", linear(width));
  }

  private static Linear linear(int width) {
    return Linear.builder().setUnits(width).build();
  }

  /** Heads. */
  public int heads() {
    return heads;
  }

  /** Projection to queries. */
  public Linear query() {
    return query;
  }

  /** Projection to keys. */
  public Linear key() {
    return key;
  }

  /** Projection to values. */
  public Linear value() {
    return value;
  }

  /** Projection of the result. */
  public Linear output() {
    return output;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray asking = inputs.get(0);
    NDArray answering = inputs.get(1);
    NDArray queries = split(query.forward(parameters, new NDList(asking), training), 0, 2, 1, 3);
    NDArray keys = split(key.forward(parameters, new NDList(answering), training), 0, 2, 3, 1);
    NDArray values = split(value.forward(parameters, new NDList(answering), training), 0, 2, 1, 3);
    double scale = 1 / Math.sqrt(width / (double) heads);
    NDArray weights = Scaling.of(queries.matMul(keys), (float) scale).softmax(3);
    NDArray joined = weights.matMul(values).transpose(0, 2, 1, 3).reshape(asking.getShape());
    return output.forward(parameters, new NDList(joined), training);
  }

  private NDArray split(NDList projected, int... axes) {
    NDArray array = projected.singletonOrThrow();
    Shape shape = array.getShape();
    return array.reshape(shape.get(0), shape.get(1), heads, width / heads).transpose(axes);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    query.initialize(manager, type, inputs[0]);
    key.initialize(manager, type, inputs[1]);
    value.initialize(manager, type, inputs[1]);
    output.initialize(manager, type, inputs[0]);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
