package io.affectstream.training.detector;

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
 * @param losses total, score, box, landmarks; means over the epoch
 * @param choice scores on the scenes to choose by
 * @param falseHits places mined before the epoch
 * @param seconds taken
 */
record DetectorEpoch(
    int epoch, double rate, double[] losses, Choice choice, int falseHits, double seconds) {

  static final String HEADER =
      "epoch,rate,loss,score,box,points,f1,threshold,recall,precision,tilted_f1,false_hits,seconds\n";

  void append(Path log) throws IOException {
    Files.writeString(
        log,
        String.format(
            Locale.ROOT,
            "%d,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.3f,%.4f,%.4f,%.4f,%d,%.1f%n",
            epoch,
            rate,
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
            seconds),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
