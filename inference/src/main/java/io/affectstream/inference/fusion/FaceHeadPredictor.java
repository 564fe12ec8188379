package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.rows.Certainty;
import io.affectstream.features.vision.Face;
import io.affectstream.schemas.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * For bundles whose heads are on the per-face graph: returns that graph's output for the centre's
 * face.
 */
public final class FaceHeadPredictor implements Predictor {

  @Override
  public CompletableFuture<List<Prediction>> predict(Segment segment) {
    return CompletableFuture.completedFuture(
        segment.centres().stream().map(FaceHeadPredictor::predict).toList());
  }

  private static Prediction predict(Centre centre) {
    if (centre.faces().isEmpty()) {
      boolean claimed = centre.reason() == Reason.MEASURED;
      return Prediction.none(claimed ? Reason.NO_FACE : centre.reason());
    }
    Face face = centre.faces().get(0);
    return new Prediction(
        Reason.MEASURED, face.expression(), Certainty.UNKNOWN, face.actionUnits());
  }

  @Override
  public void close() {}
}
