package io.affectstream.inference.onnx;

/**
 * An input or output declared by a graph.
 *
 * @param name name
 * @param type element type
 * @param shape axes; -1 for open sizes
 */
public record TensorSpec(String name, ElementType type, long[] shape) {

  /** Element types that this module supports. */
  public enum ElementType {
    FLOAT32,
    INT64,
    OTHER
  }
}
