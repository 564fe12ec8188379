package io.affectstream.operators.output;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Box;
import io.affectstream.schemas.Coverage;
import io.affectstream.schemas.Expression;
import java.util.ArrayList;
import java.util.List;

/** Rows as records of topic affect.frames. */
public final class FrameRecords {

  private FrameRecords() {}

  /** The record of a row that is not an end mark. */
  public static AffectFrame of(DecidedRow decided, BundleFacts bundle) {
    FusedRow row = decided.row();
    return AffectFrame.newBuilder()
        .setStream(decided.stream())
        .setFrame(row.frame())
        .setTime(row.time())
        .setFace(row.face())
        .setReason(row.reason())
        .setExpression(expression(decided.raw()))
        .setSmoothed(expression(decided.smoothed()))
        .setProbabilities(list(row.expression()))
        .setUncertain(uncertain(row))
        .setPlausible(plausible(row))
        .setActionUnits(list(row.actionUnits()))
        .setActiveUnits(active(row.actionUnits(), bundle.thresholds()))
        .setBox(box(row.box()))
        .setConfidence(row.score())
        .setQuality(row.quality())
        .setCoverage(coverage(row.coverage()))
        .setSkippedFaces(row.skippedFaces())
        .setBundle(bundle.identity())
        .build();
  }

  private static Expression expression(int index) {
    return index < 0 ? null : ClassOrder.EXPRESSIONS.get(index);
  }

  private static Boolean uncertain(FusedRow row) {
    return row.certainty().isKnown() ? row.certainty().isUncertain(row.expression()) : null;
  }

  private static List<Expression> plausible(FusedRow row) {
    List<Expression> plausible = new ArrayList<>();
    for (int i = 0; i < row.expression().length; i++) {
      if (row.certainty().isPlausible(row.expression(), i)) {
        plausible.add(ClassOrder.EXPRESSIONS.get(i));
      }
    }
    return plausible;
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private static List<Boolean> active(float[] probabilities, float[] thresholds) {
    List<Boolean> active = new ArrayList<>(probabilities.length);
    for (int i = 0; i < probabilities.length; i++) {
      active.add(probabilities[i] >= thresholds[i]);
    }
    return active;
  }

  private static Box box(FaceBox box) {
    return box == null ? null : new Box(box.x(), box.y(), box.width(), box.height());
  }

  private static Coverage coverage(WindowCoverage coverage) {
    return new Coverage(coverage.face(), coverage.voice(), coverage.words(), coverage.noWords());
  }
}
