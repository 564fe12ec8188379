package io.affectstream.export.words;

import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Activation;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fusion graph for words alone: the log probabilities of the last word that began at or before
 * the centre, of the first one after it where there is none, within the window. Inputs as {@code
 * Manifest.Fusion} describes them, output {@value #OUTPUT} {@code [batch, 8]}.
 */
public final class HoldWordsGraph {

  /** Name of the log probabilities. */
  public static final String OUTPUT = "expression";

  private static final float[] ONE = {1};

  /** More than the steps of any window. */
  private static final float[] PENALTY = {100_000};

  private static final float[] MAX_WORTH = {300_000};

  private HoldWordsGraph() {}

  /**
   * The model file's content.
   *
   * @param dimensions numbers of a word's vector, the log probabilities first
   */
  public static byte[] write(int dimensions) {
    OnnxGraph graph = new OnnxGraph("hold_words");
    String words = graph.input("words", OnnxGraph.ROWS, OnnxGraph.STEPS, dimensions);
    String mask = graph.input("words_mask", OnnxGraph.ROWS, OnnxGraph.STEPS);
    String row = graph.indices("row", OnnxGraph.BATCH);
    String step = graph.indices("step", OnnxGraph.BATCH);
    String present = graph.add("Gather", List.of(mask, row), Attribute.of("axis", 0));
    String best = nearest(graph, present, step);
    String at =
        graph.add(
            "Concat", List.of(column(graph, row), column(graph, best)), Attribute.of("axis", 1));
    String vectors = graph.add("GatherND", List.of(words, at));
    int classes = Expression.values().length;
    String logs =
        graph.add(
            "Slice",
            List.of(
                vectors,
                graph.integers("first", 0),
                graph.integers("classes", classes),
                graph.integers("axis", 1)));
    graph.output(OUTPUT, logs, OnnxGraph.BATCH, classes);
    return graph.toByteArray();
  }

  /**
   * The step of each centre's word: of those present the last up to it, else the first after it.
   */
  private static String nearest(OnnxGraph graph, String present, String step) {
    String length =
        graph.add(
            "Gather",
            List.of(graph.add("Shape", List.of(present)), graph.integers("steps_axis", 1)));
    String range =
        graph.add(
            "Range",
            List.of(
                scalar(graph, graph.integers("from", 0)),
                scalar(graph, length),
                scalar(graph, graph.integers("increment", 1))));
    String distance =
        graph.add("Sub", List.of(floats(graph, range), floats(graph, column(graph, step))));
    String after =
        graph.add(
            "Min", List.of(graph.add("Relu", List.of(distance)), graph.constant("one", ONE, 1)));
    String penalty =
        graph.add(
            "Add",
            List.of(
                graph.add("Abs", List.of(distance)),
                graph.add("Mul", List.of(after, graph.constant("penalty", PENALTY, 1)))));
    String worth = graph.add("Sub", List.of(graph.constant("greatest", MAX_WORTH, 1), penalty));
    return graph.add(
        "ArgMax",
        List.of(graph.add("Mul", List.of(present, worth))),
        Attribute.of("axis", 1),
        Attribute.of("keepdims", 0));
  }

  private static String scalar(OnnxGraph graph, String row) {
    return graph.add("Squeeze", List.of(row));
  }

  private static String floats(OnnxGraph graph, String values) {
    return graph.add("Cast", List.of(values), Attribute.of("to", 1));
  }

  private static String column(OnnxGraph graph, String values) {
    return graph.add("Unsqueeze", List.of(values, graph.integers(values + ".axis", 1)));
  }

  /** The graph's inputs by role. */
  public static Map<String, Tensor> inputs(int dimensions) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("words", new Tensor("words", new long[] {-1, -1, dimensions}));
    inputs.put("words_mask", new Tensor("words_mask", new long[] {-1, -1}));
    inputs.put("row", new Tensor("row", new long[] {-1}));
    inputs.put("step", new Tensor("step", new long[] {-1}));
    return inputs;
  }

  /** Where the expression is read. */
  public static Manifest.Head head(List<String> labels) {
    return new Manifest.Head(HeadGraph.FUSION, OUTPUT, Activation.SOFTMAX, labels, null);
  }
}
