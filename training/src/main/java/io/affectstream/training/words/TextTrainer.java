package io.affectstream.training.words;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import io.affectstream.training.Scaling;
import io.affectstream.training.StepListener;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.data.Comment;
import io.affectstream.training.losses.Losses;
import io.affectstream.training.optim.AdamW;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fine-tunes a {@link TextNet} by cross-entropy with the shares of a comment's labels. Writes
 * {@value #LAST} every some steps and after each epoch, {@value #BEST} (greatest mean of the macro
 * F1 of the choosing comments as written and as spoken) and a line of {@value #LOG} per epoch.
 * Draws and dropout depend on seed, epoch and step only, so a run that was stopped continues as if
 * it had not been.
 */
public final class TextTrainer implements AutoCloseable {

  /** Checkpoint of the last steps. */
  public static final String LAST = "last.ckpt";

  /** Checkpoint of the chosen epoch. */
  public static final String BEST = "best.ckpt";

  /** One line per epoch. */
  public static final String LOG = "log.csv";

  private static final int CHOOSE_SHARE = 20;
  private static final double LAST_STEP = 1 - 1e-9;

  private final TextTrainingConfig config;
  private final TextBatches batches;
  private final List<Comment> choose;
  private final TokenVectors vectors;
  private final Path out;
  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final TextNet net;
  private final AdamW optimiser;
  private final CosineWarmRestarts schedule;
  private final int nominalSteps;
  private final TextExam exam;

  /**
   * Prepares a run.
   *
   * @param config settings
   * @param start what to begin with
   * @param shape the network's
   * @param train comments to learn from
   * @param choose comments to choose the best epoch by
   * @param out folder for checkpoints and log
   */
  public TextTrainer(
      TextTrainingConfig config,
      PretrainedText start,
      TextNetConfig shape,
      List<Comment> train,
      List<Comment> choose,
      Path out) {
    this.config = config;
    this.choose = List.copyOf(choose);
    this.out = out;
    vectors = start.vectors();
    batches =
        new TextBatches(
            config,
            List.copyOf(train),
            new Texts(vectors.pieces(), config.maxTokens()),
            shape.classes());
    Engine.getInstance().setRandomSeed((int) config.seed());
    net = initialised(shape, manager);
    start.restore(net);
    freeze(config.optimiser().frozenLayers());
    TextTrainingConfig.Optimiser steps = config.optimiser();
    optimiser = new AdamW(net, manager, steps.weightDecay(), steps.gradientNorm());
    nominalSteps = (int) Math.ceil(steps.share() * train.size() / steps.batch());
    schedule =
        new CosineWarmRestarts(
            steps.learningRate(),
            steps.minLearningRate(),
            steps.warmUpSteps(),
            Math.max(1, config.epochs() * nominalSteps - steps.warmUpSteps()),
            1);
    exam = new TextExam(net, vectors, manager);
  }

  /** A network with new weights. */
  public static TextNet initialised(TextNetConfig shape, NDManager manager) {
    TextNet net = new TextNet(shape);
    net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, shape.width()));
    return net;
  }

  private void freeze(int layers) {
    if (layers > 0) {
      net.norm().freezeParameters(true);
    }
    net.layers().subList(0, layers).forEach(layer -> layer.freezeParameters(true));
  }

  /** The network being trained. */
  public TextNet net() {
    return net;
  }

  /** The comments to learn from, or those to choose by: every twentieth. */
  public static List<Comment> part(List<Comment> comments, boolean chooses) {
    return IntStream.range(0, comments.size())
        .filter(i -> (i % CHOOSE_SHARE == 0) == chooses)
        .mapToObj(comments::get)
        .toList();
  }

  /**
   * Runs to the end, from the last checkpoint if there is one.
   *
   * @param listener notified of every step
   * @return greatest score on the choosing comments
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the loss is no longer finite
   */
  public double run(StepListener listener) throws IOException, DivergenceException {
    return run(Long.MAX_VALUE, listener);
  }

  /** Runs to the end, or for at most {@code limit} further steps. */
  double run(long limit, StepListener listener) throws IOException, DivergenceException {
    Files.createDirectories(out);
    Position at = new Position(0, 0, 0);
    if (Files.exists(out.resolve(LAST))) {
      Checkpoint last = Checkpoint.read(out.resolve(LAST));
      last.restore(net);
      last.restore(optimiser.state());
      at = new Position(last.epoch(), (int) last.step(), last.best());
    } else {
      if (config.start() != null) {
        Checkpoint.read(config.start()).restore(net);
      }
      Files.writeString(out.resolve(LOG), TextEpoch.HEADER);
    }
    long left = limit;
    while (at.epoch() < config.epochs() && left > 0) {
      long begin = System.nanoTime();
      List<TextBatch> steps = batches.of(at.epoch());
      int to = at.step() + (int) Math.min(steps.size() - at.step(), left);
      double loss = train(at, steps, to, listener);
      left -= to - at.step();
      if (to < steps.size()) {
        save(at.epoch(), to, at.best(), LAST);
        return at.best();
      }
      at = finish(at, loss, (System.nanoTime() - begin) / 1e9);
    }
    return at.best();
  }

  /**
   * Where a run is.
   *
   * @param epoch epochs completed
   * @param step steps completed of the next one
   * @param best greatest score so far
   */
  private record Position(int epoch, int step, double best) {}

  private Position finish(Position at, double loss, double seconds) throws IOException {
    TextEpoch report =
        new TextEpoch(
            at.epoch() + 1,
            rate(at.epoch(), LAST_STEP),
            loss,
            exam.confusion(choose, TextVariation::written),
            exam.confusion(choose, TextVariation::spoken),
            seconds);
    boolean better = report.score() > at.best();
    double best = better ? report.score() : at.best();
    if (better) {
      save(at.epoch() + 1, 0, best, BEST);
    }
    report.append(out.resolve(LOG));
    save(at.epoch() + 1, 0, best, LAST);
    return new Position(at.epoch() + 1, 0, best);
  }

  private void save(int epoch, int step, double best, String name) throws IOException {
    Checkpoint.of(epoch, step, best, net, optimiser.state()).write(out.resolve(name));
  }

  private double rate(int epoch, double share) {
    return schedule.at((long) Math.floor((epoch + share) * nominalSteps));
  }

  private double train(Position at, List<TextBatch> steps, int to, StepListener listener)
      throws IOException, DivergenceException {
    double sum = 0;
    for (int step = at.step(); step < to; step++) {
      Engine.getInstance()
          .setRandomSeed((int) (config.seed() * 7919 + 100_003L * at.epoch() + step));
      float loss = step(steps.get(step), rate(at.epoch(), step / (double) steps.size()));
      if (!Float.isFinite(loss)) {
        throw new DivergenceException(
            "epoch %d, step %d: expected a finite loss, found %s; lower learningRate (%s)"
                .formatted(at.epoch() + 1, step, loss, config.optimiser().learningRate()));
      }
      sum += loss;
      listener.done(
          (long) at.epoch() * steps.size() + step + 1, (long) config.epochs() * steps.size(), loss);
      if ((step + 1) % config.checkpointSteps() == 0 && step + 1 < steps.size()) {
        save(at.epoch(), step + 1, at.best(), LAST);
      }
    }
    return sum / Math.max(1, to - at.step());
  }

  private float step(TextBatch batch, double rate) {
    int rows = batch.ids().size();
    try (NDManager local = manager.newSubManager()) {
      NDArray input =
          local.create(
              vectors.sums(batch.ids()),
              new Shape(rows, batch.ids().get(0).length, vectors.width()));
      NDArray targets = local.create(batch.targets(), new Shape(rows, net.config().classes()));
      float value;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray logits =
            net.forward(parameters, new NDList(input), true).get(TextNet.Output.LOGITS.index());
        NDArray loss = Losses.crossEntropy(logits, targets);
        collector.backward(Scaling.of(loss, rows / (float) config.optimiser().batch()));
        value = loss.getFloat();
      }
      optimiser.step(rate);
      return value;
    }
  }

  @Override
  public void close() {
    optimiser.close();
    manager.close();
  }
}
