package io.affectstream.operators.output;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Box;
import io.affectstream.schemas.Coverage;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Finality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows as records of topics affect.frames and affect.live. */
public final class FrameRecords {

  private FrameRecords() {}

  /** The record of a row that is not an end mark. */
  public static AffectFrame of(DecidedRow decided, BundleFacts bundle) {
    return of(
        decided.stream(), decided.row(), decided.raw(), decided.smoothed(), bundle, Finality.FINAL);
  }

  /** The record of a provisional row. */
  public static AffectFrame of(LiveRow live, BundleFacts bundle) {
    return of(live.stream(), live.row(), live.raw(), live.smoothed(), bundle, Finality.PROVISIONAL);
  }

  /** Name of the expression of a row's provisional row; empty if there was none before it. */
  public static Optional<String> provisional(DecidedRow decided) {
    return Optional.ofNullable(expression(decided.provisional())).map(Expression::name);
  }

  private static AffectFrame of(
      String stream, FusedRow row, int raw, int smoothed, BundleFacts bundle, Finality finality) {
    return AffectFrame.newBuilder()
        .setStream(stream)
        .setFrame(row.frame())
        .setTime(row.time())
        .setFace(row.face())
        .setReason(row.reason())
        .setExpression(expression(raw))
        .setSmoothed(expression(smoothed))
        .setProbabilities(list(row.expression()))
        .setUncertain(uncertain(row))
        .setPlausible(plausible(row))
        .setActionUnits(list(row.actionUnits()))
        .setActiveUnits(active(row.actionUnits(), bundle.thresholds()))
        .setDecidedUnits(decided(row.actionUnits(), bundle.thresholds()))
        .setBox(box(row.box()))
        .setConfidence(row.score())
        .setQuality(row.quality())
        .setCoverage(coverage(row.coverage()))
        .setSpeaking(Float.isNaN(row.speaking()) ? null : row.speaking())
        .setSkippedFaces(row.skippedFaces())
        .setBundle(bundle.identity())
        .setFinality(finality)
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

  private static List<Boolean> decided(float[] probabilities, float[] thresholds) {
    List<Boolean> decided = new ArrayList<>(probabilities.length);
    for (int i = 0; i < probabilities.length; i++) {
      decided.add(!Float.isNaN(thresholds[i]));
    }
    return decided;
  }

  private static Box box(FaceBox box) {
    return box == null ? null : new Box(box.x(), box.y(), box.width(), box.height());
  }

  private static Coverage coverage(WindowCoverage coverage) {
    return new Coverage(coverage.face(), coverage.voice(), coverage.words(), coverage.noWords());
  }
}
