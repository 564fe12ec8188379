package io.affectstream.training.words;

import io.affectstream.training.loop.EpochTotals;
import io.affectstream.training.loop.Measurement;
import io.affectstream.training.metrics.Confusion;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A text network on the choosing comments.
 *
 * @param written as written
 * @param spoken the same without case and punctuation
 */
record TextMeasurement(Confusion written, Confusion spoken) implements Measurement {

  static final String HEADER =
      "epoch,rate,loss,accuracy,macro_f1,spoken_accuracy,spoken_macro_f1,seconds";

  @Override
  public OptionalDouble score() {
    return OptionalDouble.of((written.macroF1() + spoken.macroF1()) / 2);
  }

  @Override
  public String line(EpochTotals totals) {
    return String.format(
        Locale.ROOT,
        "%d,%.7f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f",
        totals.epoch(),
        totals.rate(),
        totals.losses()[0],
        written.accuracy(),
        written.macroF1(),
        spoken.accuracy(),
        spoken.macroF1(),
        totals.seconds());
  }
}
