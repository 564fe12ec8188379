package io.affectstream.inference.heads;

import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Activation;
import io.affectstream.schemas.bundle.Manifest.Head;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads one head: applies its activation and maps each column to its label. Classes that the head
 * lacks get probability 0. Exponentials are those of {@link StrictMath}, so the bits are the same
 * on every machine.
 */
public final class HeadReader {

  private final String graph;
  private final String output;
  private final Activation activation;
  private final int[] classOfColumn;
  private final int classes;

  private HeadReader(String graph, Head head, List<String> symbols) {
    this.graph = graph;
    this.output = head.output();
    this.activation = head.activation();
    this.classOfColumn = head.labels().stream().mapToInt(symbols::indexOf).toArray();
    this.classes = symbols.size();
  }

  /** Reader of an expression head: 8 classes in the order of {@link Expression}. */
  public static HeadReader expression(String graph, Head head) {
    return new HeadReader(graph, head, Stream.of(Expression.values()).map(Enum::name).toList());
  }

  /** Reader of an action unit head: 12 units in the order of {@link ActionUnit}. */
  public static HeadReader actionUnits(String graph, Head head) {
    return new HeadReader(graph, head, Stream.of(ActionUnit.values()).map(Enum::name).toList());
  }

  /** Output tensor read. */
  public String output() {
    return output;
  }

  /** Columns of that tensor. */
  public int columns() {
    return classOfColumn.length;
  }

  /**
   * Probabilities by class.
   *
   * @param row the columns of one row
   * @throws ModelOutputException if a column is not finite
   */
  public float[] read(float[] row) {
    ModelOutputException.requireFinite(graph, output, row);
    double[] activated = activate(row);
    float[] probabilities = new float[classes];
    for (int i = 0; i < activated.length; i++) {
      probabilities[classOfColumn[i]] = (float) activated[i];
    }
    return probabilities;
  }

  private double[] activate(float[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i];
    }
    switch (activation) {
      case SOFTMAX -> softmax(values);
      case SIGMOID -> sigmoid(values);
      case NONE -> {}
    }
    return values;
  }

  private static void softmax(double[] values) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      greatest = Math.max(greatest, value);
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = StrictMath.exp(values[i] - greatest);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }

  private static void sigmoid(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 / (1 + StrictMath.exp(-values[i]));
    }
  }
}
