package io.affectstream.training.face;

import io.affectstream.training.loop.EpochTotals;
import io.affectstream.training.loop.Measurement;
import io.affectstream.training.metrics.Confusion;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A face encoder on the choosing images.
 *
 * @param side input side
 * @param full whether this is the encoder's own side; an epoch of smaller images is not chosen
 * @param confusion of the expressions
 * @param measured the weights that were measured
 */
record FaceMeasurement(int side, boolean full, Confusion confusion, Map<String, float[]> measured)
    implements Measurement {

  static final String HEADER =
      "epoch,side,rate,loss,expression,contrastive,action_units,accuracy,unweighted_recall,"
          + "macro_f1,seconds";

  @Override
  public OptionalDouble score() {
    return full ? OptionalDouble.of(FaceExam.score(confusion)) : OptionalDouble.empty();
  }

  @Override
  public Map<String, float[]> weights(Map<String, float[]> current) {
    return measured;
  }

  @Override
  public String line(EpochTotals totals) {
    double[] losses = totals.losses();
    return String.format(
        Locale.ROOT,
        "%d,%d,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f",
        totals.epoch(),
        side,
        totals.rate(),
        losses[0],
        losses[1],
        losses[2],
        losses[3],
        confusion.accuracy(),
        confusion.unweightedRecall(),
        confusion.macroF1(),
        totals.seconds());
  }
}
