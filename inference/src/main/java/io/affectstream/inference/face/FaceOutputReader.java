package io.affectstream.inference.face;

import io.affectstream.inference.heads.HeadReader;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Head;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the outputs of the per-face graph that the bundle uses. Immutable. */
final class FaceOutputReader {

  private static final float[] NOTHING = {};

  private final String graph;
  private final Optional<HeadReader> expression;
  private final Optional<HeadReader> actionUnits;
  private final Optional<Tensor> embedding;
  private final Optional<Tensor> memory;

  FaceOutputReader(Manifest manifest) {
    this.graph = manifest.face().file();
    this.expression = head(manifest.heads().expression(), HeadReader::expression);
    this.actionUnits = head(manifest.heads().actionUnits(), HeadReader::actionUnits);
    Map<String, Tensor> outputs =
        manifest.face().outputs() == null ? Map.of() : manifest.face().outputs();
    this.embedding = Optional.ofNullable(outputs.get("embedding"));
    this.memory =
        Optional.ofNullable(manifest.fusion())
            .filter(fusion -> fusion.inputs().containsKey("static"))
            .map(fusion -> outputs.get(fusion.memory().toString()));
  }

  private Optional<HeadReader> head(Head head, BiFunction<String, Head, HeadReader> reader) {
    return Optional.ofNullable(head)
        .filter(h -> h.graph() == HeadGraph.FACE)
        .map(h -> reader.apply(graph, h));
  }

  /** Shapes of the tensors used, by name; the first axis is the batch. */
  Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    expression.ifPresent(head -> shapes.put(head.output(), new long[] {-1, head.columns()}));
    actionUnits.ifPresent(head -> shapes.put(head.output(), new long[] {-1, head.columns()}));
    embedding.ifPresent(tensor -> shapes.put(tensor.name(), tensor.shape()));
    memory.ifPresent(tensor -> shapes.put(tensor.name(), tensor.shape()));
    return shapes;
  }

  /**
   * Reads one row.
   *
   * @throws ModelOutputException if a value is not finite
   */
  FaceOutput read(Map<String, float[]> row) {
    return new FaceOutput(
        expression.map(head -> head.read(row.get(head.output()))).orElse(NOTHING),
        actionUnits.map(head -> head.read(row.get(head.output()))).orElse(NOTHING),
        embedding.map(tensor -> finite(tensor, row)).orElse(NOTHING),
        memory.map(tensor -> finite(tensor, row)).orElse(NOTHING));
  }

  private float[] finite(Tensor tensor, Map<String, float[]> row) {
    float[] values = row.get(tensor.name());
    ModelOutputException.requireFinite(graph, tensor.name(), values);
    return values;
  }
}
