package io.affectstream.training.detector;

import io.affectstream.training.loop.EpochTotals;
import io.affectstream.training.loop.Measurement;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A detector on the scenes to choose by.
 *
 * @param choice scores
 * @param falseHits places mined before the epoch
 * @param averaged the weights that were measured
 */
record DetectorMeasurement(Choice choice, int falseHits, Map<String, float[]> averaged)
    implements Measurement {

  static final String HEADER =
      "epoch,rate,loss,score,box,points,f1,threshold,recall,precision,tilted_f1,false_hits,seconds";

  @Override
  public OptionalDouble score() {
    return OptionalDouble.of(choice.sum());
  }

  @Override
  public Map<String, float[]> weights(Map<String, float[]> current) {
    return averaged;
  }

  @Override
  public String line(EpochTotals totals) {
    double[] losses = totals.losses();
    return String.format(
        Locale.ROOT,
        "%d,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.3f,%.4f,%.4f,%.4f,%d,%.1f",
        totals.epoch(),
        totals.rate(),
        losses[0],
        losses[1],
        losses[2],
        losses[3],
        choice.upright().f1(),
        choice.upright().threshold(),
        choice.upright().recall(),
        choice.upright().precision(),
        choice.tilted().f1(),
        falseHits,
        totals.seconds());
  }
}
