package io.affectstream.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Off-heap memory for one input or output, reused between runs and read by ONNX Runtime without a
 * copy. Grows to the largest requested shape. Not thread-safe.
 */
public final class NativeTensor {

  private final String name;
  private final boolean integers;
  private ByteBuffer memory = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
  private long[] shape = {0};
  private int elements;

  private NativeTensor(String name, boolean integers) {
    this.name = name;
    this.integers = integers;
  }

  /** A 32-bit float tensor of that name. */
  public static NativeTensor floats(String name) {
    return new NativeTensor(name, false);
  }

  /** A 64-bit integer tensor of that name. */
  public static NativeTensor longs(String name) {
    return new NativeTensor(name, true);
  }

  /** Name in the graph. */
  public String name() {
    return name;
  }

  /**
   * Sets the shape; the content is undefined.
   *
   * @return this
   */
  public NativeTensor shape(long... axes) {
    long count = 1;
    for (long axis : axes) {
      count = Math.multiplyExact(count, axis);
    }
    elements = Math.toIntExact(count);
    shape = axes.clone();
    int bytes = Math.multiplyExact(elements, integers ? Long.BYTES : Float.BYTES);
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return this;
  }

  /** All elements of the current shape, for writing and reading. */
  public FloatBuffer floats() {
    return memory.asFloatBuffer().limit(elements);
  }

  /** All elements of the current shape, for writing and reading. */
  public LongBuffer longs() {
    return memory.asLongBuffer().limit(elements);
  }

  /** Copies the elements of one index of the first axis to the heap. */
  public float[] slice(int index) {
    int size = elements / Math.toIntExact(shape[0]);
    float[] values = new float[size];
    floats().get(index * size, values);
    return values;
  }

  OnnxTensor open(OrtEnvironment environment) throws OrtException {
    return integers
        ? OnnxTensor.createTensor(environment, longs(), shape)
        : OnnxTensor.createTensor(environment, floats(), shape);
  }
}
