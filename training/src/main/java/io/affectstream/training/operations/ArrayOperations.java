package io.affectstream.training.operations;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/** Operations of the training framework; results belong to one manager. */
public final class ArrayOperations implements Operations<NDArray> {

  private final NDManager manager;

  /**
   * @param manager owner of constants
   */
  public ArrayOperations(NDManager manager) {
    this.manager = manager;
  }

  @Override
  public NDArray constant(float[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  @Override
  public NDArray add(NDArray first, NDArray second) {
    return first.add(second);
  }

  @Override
  public NDArray subtract(NDArray first, NDArray second) {
    return first.sub(second);
  }

  @Override
  public NDArray multiply(NDArray first, NDArray second) {
    return first.mul(second);
  }

  @Override
  public NDArray divide(NDArray first, NDArray second) {
    return first.div(second);
  }

  @Override
  public NDArray matMul(NDArray first, NDArray second) {
    return first.matMul(second);
  }

  @Override
  public NDArray clip(NDArray value, float least, float greatest) {
    return value.clip(least, greatest);
  }

  @Override
  public NDArray abs(NDArray value) {
    return value.abs();
  }

  @Override
  public NDArray sqrt(NDArray value) {
    return value.sqrt();
  }

  @Override
  public NDArray log(NDArray value) {
    return value.log();
  }

  @Override
  public NDArray sigmoid(NDArray value) {
    return value.getNDArrayInternal().sigmoid();
  }

  @Override
  public NDArray softmax(NDArray value, int axis) {
    return value.softmax(axis);
  }

  @Override
  public NDArray slice(NDArray value, int axis, long from, long to) {
    NDIndex index = new NDIndex();
    for (int i = 0; i < axis; i++) {
      index.addAllDim();
    }
    return value.get(index.addSliceDim(from, to == Long.MAX_VALUE ? value.size(axis) : to));
  }

  @Override
  public NDArray concat(int axis, NDArray first, NDArray second) {
    return first.concat(second, axis);
  }

  @Override
  public NDArray squeeze(NDArray value, int axis) {
    return value.squeeze(axis);
  }

  @Override
  public NDArray unsqueeze(NDArray value, int axis) {
    return value.expandDims(axis);
  }
}
