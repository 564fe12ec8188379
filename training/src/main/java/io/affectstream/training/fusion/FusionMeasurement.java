package io.affectstream.training.fusion;

import io.affectstream.training.loop.EpochTotals;
import io.affectstream.training.loop.Measurement;
import io.affectstream.training.metrics.Confusion;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A fusion network on the validation windows.
 *
 * @param confusion of the expressions
 */
record FusionMeasurement(Confusion confusion) implements Measurement {

  static final String HEADER = "epoch,rate,loss,expression,action_units,macro_f1,accuracy,seconds";

  @Override
  public OptionalDouble score() {
    return OptionalDouble.of(confusion.macroF1());
  }

  @Override
  public String line(EpochTotals totals) {
    return String.format(
        Locale.ROOT,
        "%d,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f",
        totals.epoch(),
        totals.rate(),
        totals.losses()[0],
        totals.losses()[1],
        totals.losses()[2],
        confusion.macroF1(),
        confusion.accuracy(),
        totals.seconds());
  }
}
