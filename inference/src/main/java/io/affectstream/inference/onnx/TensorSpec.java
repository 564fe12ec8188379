package io.affectstream.inference.onnx;

/**
 * An input or output as a graph declares it.
 *
 * @param name name
 * @param type element type
 * @param shape axes; -1 where the graph leaves the size open
 */
public record TensorSpec(String name, ElementType type, long[] shape) {

  /** Element types this module feeds and reads. */
  public enum ElementType {
    FLOAT32,
    INT64,
    OTHER
  }
}
