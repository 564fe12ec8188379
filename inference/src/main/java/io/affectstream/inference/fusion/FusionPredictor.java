package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.inference.onnx.Batcher;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * For bundles whose heads are on the fusion graph. Segments of all streams share its batches;
 * centres without any input in their window are not sent to it.
 */
public final class FusionPredictor implements Predictor {

  private final SegmentLayout layout;
  private final boolean windows;
  private final Batcher<FusionRequest, List<Prediction>> batcher;

  /**
   * @param manifest a verified manifest with a fusion graph
   * @param session that graph; remains the caller's to close, after this predictor
   * @param config batching, counted in segments
   */
  public FusionPredictor(Manifest manifest, OnnxSession session, BatcherConfig config) {
    this(manifest, SegmentLayout.of(manifest), false, session, config);
  }

  /** For windows of a single centre, 2M + 1 steps, instead of segments. */
  public static FusionPredictor ofWindows(
      Manifest manifest, OnnxSession session, BatcherConfig config) {
    return new FusionPredictor(manifest, SegmentLayout.ofWindows(manifest), true, session, config);
  }

  private FusionPredictor(
      Manifest manifest,
      SegmentLayout layout,
      boolean windows,
      OnnxSession session,
      BatcherConfig config) {
    this.layout = layout;
    this.windows = windows;
    int minSubjects = SubjectProbe.minSubjects(manifest, layout, session);
    this.batcher =
        new Batcher<>(
            "fusion", config, () -> new FusionGraph(manifest, layout, session, minSubjects));
  }

  /** Metrics of the batcher: rows are segments. */
  public BatcherMetrics metrics() {
    return batcher.metrics();
  }

  @Override
  public CompletableFuture<List<Prediction>> predict(Segment given) {
    Segment segment = windows ? layout.pad(given) : given;
    try {
      layout.requireFits(segment);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    List<Integer> live = new ArrayList<>();
    for (int i = 0; i < segment.centres().size(); i++) {
      if (layout.hasInput(segment, segment.centres().get(i))) {
        live.add(i);
      }
    }
    if (live.isEmpty()) {
      return CompletableFuture.completedFuture(merge(segment, live, List.of()));
    }
    return batcher
        .submit(new FusionRequest(segment, live))
        .thenApply(predictions -> merge(segment, live, predictions));
  }

  private static List<Prediction> merge(
      Segment segment, List<Integer> live, List<Prediction> predictions) {
    List<Prediction> all = new ArrayList<>(segment.centres().size());
    int next = 0;
    for (int i = 0; i < segment.centres().size(); i++) {
      boolean predicted = next < live.size() && live.get(next) == i;
      all.add(
          predicted
              ? predictions.get(next++)
              : Prediction.none(reasonWithoutInput(segment.centres().get(i))));
    }
    return all;
  }

  /** The reason of the vision stage if there was an image, else the reason for no input. */
  private static Reason reasonWithoutInput(Centre centre) {
    return centre.reason() == Reason.MEASURED ? Reason.NO_INPUT : centre.reason();
  }

  @Override
  public void close() {
    batcher.close();
  }
}
