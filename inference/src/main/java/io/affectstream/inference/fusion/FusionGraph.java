package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.rows.Certainty;
import io.affectstream.inference.heads.HeadReader;
import io.affectstream.inference.onnx.BatchFunction;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Heads;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the fusion graph on a batch of segments. Rows b are the subjects of all segments one after
 * the other, n their centres. One instance per thread, because it owns the tensors.
 *
 * <p>n is never 1, and b is 1 only if {@link SubjectProbe} allows it: ONNX Runtime sums over the
 * steps in another order if the batch axis has one row, so a single segment would differ in its
 * last bits from the same one in a batch. Absent rows are zeros with mask 0, and their results are
 * dropped.
 */
final class FusionGraph implements BatchFunction<FusionRequest, List<Prediction>> {

  /** Centres of a run, padded with absent ones. */
  static final int MIN_CENTRES = 2;

  private static final float[] NOTHING = {};
  private static final int BOUNDS = 2;

  private final SegmentLayout layout;
  private final int minSubjects;
  private final OnnxSession session;
  private final Map<String, Tensor> inputs;
  private final Map<String, NativeTensor> tensors = new LinkedHashMap<>();
  private final HeadReader expression;
  private final Optional<HeadReader> actionUnits;
  private final String graph;
  private final Optional<String> certainty;
  private final Map<String, NativeTensor> outputs = new LinkedHashMap<>();

  FusionGraph(Manifest manifest, SegmentLayout layout, OnnxSession session, int minSubjects) {
    this.layout = layout;
    this.minSubjects = minSubjects;
    this.session = session;
    this.inputs = manifest.fusion().inputs();
    inputs.forEach(
        (role, tensor) ->
            tensors.put(
                role,
                role.equals("row") || role.equals("step")
                    ? NativeTensor.longs(tensor.name())
                    : NativeTensor.floats(tensor.name())));
    Heads heads = manifest.heads();
    this.graph = manifest.fusion().file();
    this.expression = HeadReader.expression(graph, heads.expression());
    this.actionUnits =
        Optional.ofNullable(heads.actionUnits())
            .filter(head -> head.graph() == HeadGraph.FUSION)
            .map(head -> HeadReader.actionUnits(graph, head));
    this.certainty = Optional.ofNullable(heads.expression().certainty());
    outputs.put(expression.output(), NativeTensor.floats(expression.output()));
    actionUnits.ifPresent(head -> outputs.put(head.output(), NativeTensor.floats(head.output())));
    certainty.ifPresent(name -> outputs.put(name, NativeTensor.floats(name)));
  }

  @Override
  public List<List<Prediction>> run(List<FusionRequest> requests) {
    int rows =
        Math.max(
            minSubjects, requests.stream().mapToInt(request -> request.subjects().size()).sum());
    int centres =
        Math.max(MIN_CENTRES, requests.stream().mapToInt(request -> request.live().size()).sum());
    SegmentWriter writer = new SegmentWriter(layout, inputs, tensors, rows, centres);
    requests.forEach(writer::write);
    writer.fill();
    outputs.get(expression.output()).shape(centres, expression.columns());
    actionUnits.ifPresent(head -> outputs.get(head.output()).shape(centres, head.columns()));
    certainty.ifPresent(name -> outputs.get(name).shape(centres, BOUNDS));
    session.run(List.copyOf(tensors.values()), List.copyOf(outputs.values()));
    return read(requests);
  }

  private List<List<Prediction>> read(List<FusionRequest> requests) {
    List<List<Prediction>> predictions = new ArrayList<>(requests.size());
    int n = 0;
    for (FusionRequest request : requests) {
      List<Prediction> ofSegment = new ArrayList<>(request.live().size());
      for (Centre centre : request.centres()) {
        ofSegment.add(read(n++, centre));
      }
      predictions.add(ofSegment);
    }
    return predictions;
  }

  /** Action units that this graph lacks are those of the centre's face, if there is one. */
  private Prediction read(int n, Centre centre) {
    try {
      float[] probabilities = expression.read(outputs.get(expression.output()).slice(n));
      float[] ofFace = centre.faces().isEmpty() ? NOTHING : centre.faces().get(0).actionUnits();
      float[] units =
          actionUnits.map(head -> head.read(outputs.get(head.output()).slice(n))).orElse(ofFace);
      return new Prediction(Reason.MEASURED, probabilities, certainty(n), units);
    } catch (ModelOutputException e) {
      return Prediction.none(Reason.MODEL_FAILED);
    }
  }

  private Certainty certainty(int n) throws ModelOutputException {
    if (certainty.isEmpty()) {
      return Certainty.UNKNOWN;
    }
    float[] bounds = outputs.get(certainty.get()).slice(n);
    ModelOutputException.requireFinite(graph, certainty.get(), bounds);
    return new Certainty(bounds[0], bounds[1]);
  }
}
