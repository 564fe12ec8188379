package io.affectstream.training.face;

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
 * @param side input side
 * @param rate learning rate of the last step
 * @param losses total (with triplets, where there are any), expression, contrastive, action units;
 *     means over the epoch
 * @param confusion on the choosing images
 * @param seconds taken
 */
record EpochReport(
    int epoch, int side, double rate, double[] losses, Confusion confusion, double seconds) {

  static final String HEADER =
      "epoch,side,rate,loss,expression,contrastive,action_units,accuracy,unweighted_recall,"
          + "macro_f1,seconds\n";

  void append(Path log) throws IOException {
    Files.writeString(
        log,
        String.format(
            Locale.ROOT,
            "%d,%d,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f%n",
            epoch,
            side,
            rate,
            losses[0],
            losses[1],
            losses[2],
            losses[3],
            confusion.accuracy(),
            confusion.unweightedRecall(),
            confusion.macroF1(),
            seconds),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
