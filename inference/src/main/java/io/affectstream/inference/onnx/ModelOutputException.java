package io.affectstream.inference.onnx;

import java.io.Serial;

/**
 * A graph returned NaN or infinity: the result of this input is unusable, those of its neighbours
 * are valid.
 */
public final class ModelOutputException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String graph;
  private final String tensor;
  private final int index;

  /**
   * @param graph file of the graph
   * @param tensor name of the output
   * @param index flat index of the first such value within the row
   * @param value the value
   */
  public ModelOutputException(String graph, String tensor, int index, float value) {
    super(
        "%s: output '%s': expected finite values, found %s at index %d of the row; the input or the model is damaged"
            .formatted(graph, tensor, value, index));
    this.graph = graph;
    this.tensor = tensor;
    this.index = index;
  }

  /** File of the graph. */
  public String graph() {
    return graph;
  }

  /** Name of the output. */
  public String tensor() {
    return tensor;
  }

  /** Flat index of the first value that is not finite, within the row. */
  public int index() {
    return index;
  }

  /**
   * Refuses values that are not finite.
   *
   * @throws ModelOutputException naming the first
   */
  public static void requireFinite(String graph, String tensor, float[] row) {
    for (int i = 0; i < row.length; i++) {
      if (!Float.isFinite(row[i])) {
        throw new ModelOutputException(graph, tensor, i, row[i]);
      }
    }
  }
}
