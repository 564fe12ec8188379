package io.affectstream.training.words;

import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A line of the training's log.
 *
 * @param epoch counted from 1
 * @param rate learning rate of the last step
 * @param loss mean over the steps since the run was started or continued, within the epoch
 * @param written on the choosing comments as written
 * @param spoken on the same without case and punctuation
 * @param seconds taken since then
 */
record TextEpoch(
    int epoch, double rate, double loss, Confusion written, Confusion spoken, double seconds) {

  static final String HEADER =
      "epoch,rate,loss,accuracy,macro_f1,spoken_accuracy,spoken_macro_f1,seconds\n";

  /** What an epoch is chosen by. */
  double score() {
    return (written.macroF1() + spoken.macroF1()) / 2;
  }

  void append(Path log) throws IOException {
    Files.writeString(
        log,
        String.format(
            Locale.ROOT,
            "%d,%.7f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f%n",
            epoch,
            rate,
            loss,
            written.accuracy(),
            written.macroF1(),
            spoken.accuracy(),
            spoken.macroF1(),
            seconds),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
