package io.affectstream.training.loop;

import ai.djl.engine.Engine;
import io.affectstream.training.StepListener;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.optim.DivergenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the epochs of a training. After each epoch it writes {@value #BEST} if the score is greater
 * than all before, a line of {@value #LOG}, and {@value #LAST}. A run that finds {@value #LAST}
 * continues from it: as all draws depend on seed, epoch and step only, the weights are those of a
 * run that was never stopped.
 */
public final class EpochLoop {

  /** Checkpoint to continue from: weights and optimiser. */
  public static final String LAST = "last.ckpt";

  /** Weights of the epoch with the greatest score. */
  public static final String BEST = "best.ckpt";

  /** One line per epoch. */
  public static final String LOG = "log.csv";

  private static final double NONE_YET = -1;
  private static final long EPOCH_SEED = 7919;

  private final Training training;
  private final TrainingPlan plan;
  private final Path out;

  /**
   * @param training what to run
   * @param out folder for checkpoints and log, created if it does not exist
   */
  public EpochLoop(Training training, Path out) {
    this.training = training;
    this.plan = training.plan();
    this.out = out;
  }

  /**
   * Where a run is.
   *
   * @param epoch epochs completed
   * @param step steps completed of the next one
   * @param best greatest score so far
   * @param bestEpoch number of epochs completed when it was reached
   */
  private record Position(int epoch, int step, double best, int bestEpoch) {}

  /**
   * Runs until {@code epochs} epochs are complete, or patience ends.
   *
   * @param listener notified after every step
   * @return greatest score; negative if no epoch was eligible
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the loss is no longer finite
   */
  public double run(int epochs, StepListener listener) throws IOException, DivergenceException {
    Files.createDirectories(out);
    Position at = Files.exists(out.resolve(LAST)) ? resumed() : begun();
    while (at.epoch() < epochs
        && (plan.patience() == 0 || at.epoch() - at.bestEpoch() < plan.patience())) {
      at = epoch(at, listener);
    }
    return at.best();
  }

  /** Sets the network's weights to those of the best epoch. */
  public void restoreBest() throws IOException {
    Checkpoint.read(out.resolve(BEST)).restore(training.net());
  }

  private Position resumed() throws IOException {
    Checkpoint last = Checkpoint.read(out.resolve(LAST));
    last.restore(training.net());
    last.restore(training.state());
    int step = plan.checkpointSteps() > 0 ? (int) last.step() : 0;
    Path best = out.resolve(BEST);
    int bestEpoch = Files.exists(best) ? Checkpoint.read(best).epoch() : 0;
    return new Position(last.epoch(), step, last.best(), bestEpoch);
  }

  private Position begun() throws IOException {
    Files.writeString(out.resolve(LOG), training.header() + "\n");
    long begin = System.nanoTime();
    Optional<Measurement> start = training.begin();
    if (start.isEmpty()) {
      return new Position(0, 0, NONE_YET, 0);
    }
    EpochTotals totals = new EpochTotals(0, 0, new double[plan.losses()], secondsSince(begin));
    return completed(new Position(-1, 0, NONE_YET, 0), start.get(), totals);
  }

  private Position epoch(Position at, StepListener listener)
      throws IOException, DivergenceException {
    long begin = System.nanoTime();
    Engine.getInstance().setRandomSeed((int) (plan.seed() * EPOCH_SEED + at.epoch()));
    double[] losses;
    double rate;
    try (EpochSteps steps = training.epoch(at.epoch())) {
      losses = train(at, steps, listener);
      rate = steps.rate(steps.count() - 1);
    }
    Measurement measured = training.measure(at.epoch());
    return completed(
        at, measured, new EpochTotals(at.epoch() + 1, rate, losses, secondsSince(begin)));
  }

  private double[] train(Position at, EpochSteps steps, StepListener listener)
      throws IOException, DivergenceException {
    double[] sums = new double[plan.losses()];
    for (int step = at.step(); step < steps.count(); step++) {
      float[] losses = step(at.epoch(), step, steps);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += losses[i] / (steps.count() - at.step());
      }
      int done = step + 1;
      listener.done(
          (long) at.epoch() * steps.count() + done,
          (long) plan.epochs() * steps.count(),
          losses[0]);
      if (plan.checkpointSteps() > 0
          && done % plan.checkpointSteps() == 0
          && done < steps.count()) {
        saveLast(at.epoch(), done, at.best());
      }
    }
    return sums;
  }

  private float[] step(int epoch, int step, EpochSteps steps) throws DivergenceException {
    String where = "epoch %d, step %d: ".formatted(epoch + 1, step);
    float[] losses;
    try {
      losses = steps.take(step, steps.rate(step));
    } catch (DivergenceException e) {
      throw new DivergenceException(where + e.getMessage());
    }
    if (!Float.isFinite(losses[0])) {
      throw new DivergenceException(
          "%sexpected a finite loss, found %s; lower learningRate (%s)"
              .formatted(where, losses[0], plan.learningRate()));
    }
    return losses;
  }

  private Position completed(Position at, Measurement measured, EpochTotals totals)
      throws IOException {
    int epoch = at.epoch() + 1;
    double score = measured.score().orElse(NONE_YET);
    boolean better = score > at.best();
    double best = better ? score : at.best();
    if (better) {
      Map<String, float[]> weights = measured.weights(Checkpoint.weights(training.net()));
      new Checkpoint(epoch, 0, best, weights).write(out.resolve(BEST));
    }
    Files.writeString(out.resolve(LOG), measured.line(totals) + "\n", StandardOpenOption.APPEND);
    if (epoch > 0) {
      saveLast(epoch, 0, best);
    }
    return new Position(epoch, 0, best, better ? epoch : at.bestEpoch());
  }

  private void saveLast(int epoch, int step, double best) throws IOException {
    Checkpoint.of(epoch, step, best, training.net(), training.state()).write(out.resolve(LAST));
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
