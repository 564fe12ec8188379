package io.affectstream.training.operations;

/**
 * Operations on arrays of numbers, so that one definition serves a training framework and an
 * exported graph. Shapes broadcast as in both. All sums over steps are products of matrices of each
 * row of the batch: other sums depend in their last bit on where in the batch a row stands.
 *
 * @param <T> an array, or the name of one in a graph
 */
public interface Operations<T> {

  /** Constant values, row-major. */
  T constant(float[] values, long... shape);

  /** Sum. */
  T add(T first, T second);

  /** Difference. */
  T subtract(T first, T second);

  /** Product of the elements. */
  T multiply(T first, T second);

  /** Quotient. */
  T divide(T first, T second);

  /** Product of matrices, the axes before the last two alike or absent in the second. */
  T matMul(T first, T second);

  /** Each element within bounds. */
  T clip(T value, float least, float greatest);

  /** Absolute value. */
  T abs(T value);

  /** Square root. */
  T sqrt(T value);

  /** Natural logarithm. */
  T log(T value);

  /** {@code 1 / (1 + exp(-x))}. */
  T sigmoid(T value);

  /** Softmax along an axis. */
  T softmax(T value, int axis);

  /**
   * Elements {@code from} to {@code to - 1} along an axis; a negative bound counts from the end.
   */
  T slice(T value, int axis, long from, long to);

  /** Arrays one after the other along an axis. */
  T concat(int axis, T first, T second);

  /** An axis of length 1 removed. */
  T squeeze(T value, int axis);

  /** An axis of length 1 inserted. */
  T unsqueeze(T value, int axis);

  /** A single number. */
  default T number(float value) {
    return constant(new float[] {value}, 1);
  }

  /** Sum with a number. */
  default T plus(T value, float added) {
    return add(value, number(added));
  }

  /** Product with a number. */
  default T times(T value, float factor) {
    return multiply(value, number(factor));
  }
}
