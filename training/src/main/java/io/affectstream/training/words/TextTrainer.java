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
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.loop.EpochSteps;
import io.affectstream.training.loop.Measurement;
import io.affectstream.training.loop.Training;
import io.affectstream.training.loop.TrainingPlan;
import io.affectstream.training.losses.Losses;
import io.affectstream.training.optim.AdamW;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fine-tunes a {@link TextNet} by cross-entropy with the shares of a comment's labels. The best
 * epoch has the greatest mean of the macro F1 of the choosing comments as written and as spoken. A
 * run that was stopped within an epoch continues with the same result.
 */
public final class TextTrainer implements Training, AutoCloseable {

  private static final int CHOOSE_SHARE = 20;

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
        CosineWarmRestarts.once(
            steps.learningRate(),
            steps.minLearningRate(),
            steps.warmUpSteps(),
            config.epochs() * nominalSteps);
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

  @Override
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
    return run(config.epochs(), listener);
  }

  /** Runs until {@code epochs} epochs are complete. */
  double run(int epochs, StepListener listener) throws IOException, DivergenceException {
    return new EpochLoop(this, out).run(epochs, listener);
  }

  @Override
  public TrainingPlan plan() {
    return new TrainingPlan(
        config.epochs(),
        config.seed(),
        0,
        config.checkpointSteps(),
        config.optimiser().learningRate(),
        1);
  }

  @Override
  public Map<String, NDArray> state() {
    return optimiser.state();
  }

  @Override
  public String header() {
    return TextMeasurement.HEADER;
  }

  @Override
  public Optional<Measurement> begin() throws IOException {
    if (config.start() != null) {
      Checkpoint.read(config.start()).restore(net);
    }
    return Optional.empty();
  }

  @Override
  public EpochSteps epoch(int epoch) {
    List<TextBatch> steps = batches.of(epoch);
    return new EpochSteps() {
      @Override
      public int count() {
        return steps.size();
      }

      @Override
      public double rate(int step) {
        double share = step / (double) steps.size();
        return schedule.at((long) Math.floor((epoch + share) * nominalSteps));
      }

      @Override
      public float[] take(int step, double rate) {
        // A seed per step, so that a run can continue within an epoch.
        Engine.getInstance().setRandomSeed((int) (config.seed() * 7919 + 100_003L * epoch + step));
        return new float[] {TextTrainer.this.step(steps.get(step), rate)};
      }
    };
  }

  @Override
  public Measurement measure(int epoch) {
    return new TextMeasurement(
        exam.confusion(choose, TextVariation::written),
        exam.confusion(choose, TextVariation::spoken));
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
