package io.affectstream.export.onnx;

import io.affectstream.training.operations.Operations;
import java.util.List;

/** Operations as nodes of a graph; arrays are the names of values. */
public final class GraphOperations implements Operations<String> {

  private final OnnxGraph graph;
  private final String prefix;
  private int constants;

  /**
   * @param graph what nodes are added to
   * @param prefix of the names of constants, of which each is used once in a graph
   */
  public GraphOperations(OnnxGraph graph, String prefix) {
    this.graph = graph;
    this.prefix = prefix;
  }

  @Override
  public String constant(float[] values, long... shape) {
    return graph.constant(prefix + constants++, values, shape);
  }

  private String integers(long... values) {
    return graph.integers(prefix + constants++, values);
  }

  @Override
  public String add(String first, String second) {
    return graph.add("Add", List.of(first, second));
  }

  @Override
  public String subtract(String first, String second) {
    return graph.add("Sub", List.of(first, second));
  }

  @Override
  public String multiply(String first, String second) {
    return graph.add("Mul", List.of(first, second));
  }

  @Override
  public String divide(String first, String second) {
    return graph.add("Div", List.of(first, second));
  }

  @Override
  public String matMul(String first, String second) {
    return graph.add("MatMul", List.of(first, second));
  }

  @Override
  public String clip(String value, float least, float greatest) {
    String low = constant(new float[] {least});
    String high = constant(new float[] {greatest});
    return graph.add("Clip", List.of(value, low, high));
  }

  @Override
  public String abs(String value) {
    return graph.add("Abs", List.of(value));
  }

  @Override
  public String sqrt(String value) {
    return graph.add("Sqrt", List.of(value));
  }

  @Override
  public String log(String value) {
    return graph.log(value);
  }

  @Override
  public String sigmoid(String value) {
    return graph.add("Sigmoid", List.of(value));
  }

  @Override
  public String softmax(String value, int axis) {
    return graph.add("Softmax", List.of(value), Attribute.of("axis", axis));
  }

  @Override
  public String slice(String value, int axis, long from, long to) {
    return graph.add("Slice", List.of(value, integers(from), integers(to), integers(axis)));
  }

  @Override
  public String concat(int axis, String first, String second) {
    return graph.add("Concat", List.of(first, second), Attribute.of("axis", axis));
  }

  @Override
  public String squeeze(String value, int axis) {
    return graph.add("Squeeze", List.of(value, integers(axis)));
  }

  @Override
  public String unsqueeze(String value, int axis) {
    return graph.add("Unsqueeze", List.of(value, integers(axis)));
  }
}
