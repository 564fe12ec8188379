package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.vision.Face;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.List;

/** Puts the predictions of a segment into rows. */
public final class FusedRows {

  private FusedRows() {}

  /**
   * The rows of a segment's centres.
   *
   * @param predictions one per centre
   * @param halo the grid's M, steps to each side of a centre
   */
  public static FusedSegment of(Segment segment, List<Prediction> predictions, int halo) {
    List<FusedRow> rows = new ArrayList<>(predictions.size());
    List<FusedRow> failed = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      Centre centre = segment.centres().get(i);
      FusedRow row = row(segment, centre, predictions.get(i), halo);
      rows.add(row);
      if (row.reason() == Reason.MODEL_FAILED && centre.reason() != Reason.MODEL_FAILED) {
        failed.add(row);
      }
    }
    return new FusedSegment(
        segment.stream(),
        segment.ordinal(),
        rows,
        segment.progress(),
        failed,
        segment.close(),
        segment.speech());
  }

  private static FusedRow row(Segment segment, Centre centre, Prediction prediction, int halo) {
    Face face = centre.faces().isEmpty() ? null : centre.faces().get(0);
    return new FusedRow(
        centre.frame(),
        centre.time(),
        centre.interval(),
        segment.subjects().get(centre.subject()).face(),
        prediction.reason(),
        face == null ? null : face.box(),
        face == null ? 0 : face.score(),
        face == null ? 0 : face.quality(),
        prediction.expression(),
        prediction.certainty(),
        prediction.actionUnits(),
        WindowCoverage.of(segment, centre, halo),
        centre.skippedFaces(),
        centre.speaking().probability());
  }
}
