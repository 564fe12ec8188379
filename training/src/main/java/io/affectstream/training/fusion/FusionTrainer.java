package io.affectstream.training.fusion;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import io.affectstream.schemas.Expression;
import io.affectstream.training.Scaling;
import io.affectstream.training.StepListener;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WindowSource;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.data.Beta;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.loop.EpochSteps;
import io.affectstream.training.loop.Measurement;
import io.affectstream.training.loop.ScheduledSteps;
import io.affectstream.training.loop.Training;
import io.affectstream.training.loop.TrainingPlan;
import io.affectstream.training.losses.Losses;
import io.affectstream.training.optim.AdamW;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import io.affectstream.training.optim.MomentumSgd;
import io.affectstream.training.optim.Optimiser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a {@link FusionNet} on drawn windows: cross-entropy on the expression, binary
 * cross-entropy and circle loss on the action units (Zhang et al. 2022, eq. 4 and 5), modality
 * dropout. The best epoch has the greatest validation macro F1.
 */
public final class FusionTrainer implements Training, AutoCloseable {

  private static final int LOSSES = 3;
  private static final double MAX_NORM = 1;
  private static final long VALIDATION_SEED = 0x5EEDL;

  private final FusionTrainingConfig config;
  private final WindowSource train;
  private final WindowSource validation;
  private final FusionInputs inputs;
  private final Path out;
  private final NDManager manager = NDManager.newBaseManager();
  private final FusionNet net;
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final Optimiser optimiser;
  private final CosineWarmRestarts schedule;
  private final int[] frequencies;

  /**
   * Prepares a run.
   *
   * @param config settings
   * @param shape the network's
   * @param train draws training samples
   * @param validation draws the samples that choose the best epoch
   * @param words table of the samples' words
   * @param out folder for checkpoints and log
   */
  public FusionTrainer(
      FusionTrainingConfig config,
      FusionNetConfig shape,
      WindowSource train,
      WindowSource validation,
      Optional<WordBank> words,
      Path out) {
    this.config = config;
    this.train = train;
    this.frequencies = train.frequencies();
    this.validation = validation;
    this.inputs = new FusionInputs(shape, words);
    this.out = out;
    Engine.getInstance().setRandomSeed((int) config.seed());
    net = new FusionNet(shape);
    net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    net.initialize(manager);
    FeatureScaling.fit(net, inputs, train, config.seed(), manager);
    FusionTrainingConfig.Optimiser settings = config.optimiser();
    optimiser =
        switch (settings.kind()) {
          case ADAMW -> new AdamW(net, manager, settings.weightDecay(), MAX_NORM);
          case SGD ->
              new MomentumSgd(
                  net, name -> true, manager, settings.momentum(), settings.weightDecay());
        };
    int first = settings.firstCycleEpochs();
    schedule =
        CosineWarmRestarts.cycles(
            settings.learningRate(),
            settings.minLearningRate(),
            settings.warmUpSteps(),
            first == 0 ? config.epochs() : first,
            config.steps(),
            settings.cycleGrowth());
  }

  @Override
  public FusionNet net() {
    return net;
  }

  /**
   * Runs to the end, from the last checkpoint if there is one, and leaves the best weights in the
   * network.
   *
   * @param listener notified after every step
   * @return greatest validation macro F1
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the loss is no longer finite
   */
  public double run(StepListener listener) throws IOException, DivergenceException {
    EpochLoop loop = new EpochLoop(this, out);
    double best = loop.run(config.epochs(), listener);
    loop.restoreBest();
    return best;
  }

  /** Runs until {@code epochs} epochs are complete. */
  double run(int epochs) throws IOException, DivergenceException {
    return new EpochLoop(this, out).run(epochs, StepListener.NONE);
  }

  @Override
  public TrainingPlan plan() {
    return new TrainingPlan(
        config.epochs(),
        config.seed(),
        config.patience(),
        0,
        config.optimiser().learningRate(),
        LOSSES);
  }

  @Override
  public Map<String, NDArray> state() {
    return optimiser.state();
  }

  @Override
  public String header() {
    return FusionMeasurement.HEADER;
  }

  @Override
  public EpochSteps epoch(int epoch) {
    return new ScheduledSteps(schedule, epoch, config.steps()) {
      @Override
      public float[] take(int step, double rate) throws DivergenceException {
        long at = (long) epoch * config.steps() + step;
        SplittableRandom random = new SplittableRandom(config.seed() * 1_000_003 + at);
        List<LabelledWindow> batch = draw(random);
        return FusionTrainer.this.step(batch, share(random), rate);
      }
    };
  }

  @Override
  public Measurement measure(int epoch) {
    return new FusionMeasurement(
        predict(validation, config.validation(), VALIDATION_SEED).confusion());
  }

  private List<LabelledWindow> draw(SplittableRandom random) {
    List<LabelledWindow> batch = new ArrayList<>();
    for (int row = 0; row < config.optimiser().batch(); row++) {
      batch.add(
          ModalityDropout.of(
              train.draw(random.split()),
              net.config(),
              config.variation().modalityDropout(),
              random));
    }
    return batch;
  }

  /** Share of a window in its mixture with another: 1 without Remix. */
  private float share(SplittableRandom random) {
    return config.variation().remixAlpha() > 0
        ? (float) Beta.symmetric(config.variation().remixAlpha(), random)
        : 1;
  }

  private float[] step(List<LabelledWindow> batch, float share, double rate)
      throws DivergenceException {
    int rows = batch.size();
    try (NDManager local = manager.newSubManager()) {
      FusionTargets wanted =
          FusionTargets.of(batch, share, config.losses().labelSmoothing(), frequencies);
      NDArray targets =
          local.create(wanted.expressions(), new Shape(rows, Expression.values().length));
      NDArray units = local.create(wanted.units(), new Shape(rows, FusionNet.ACTION_UNITS));
      NDArray unitRows = local.create(wanted.unitRows(), new Shape(rows, 1));
      FusionInput input = share < 1 ? inputs.input(batch).mixed(share) : inputs.input(batch);
      float[] losses;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList outputs = net.forward(parameters, input, local, true);
        NDArray expression = Losses.crossEntropy(outputs.get(0), targets);
        NDArray total = expression;
        NDArray unitLoss = Losses.binaryCrossEntropy(outputs.get(1), units, unitRows);
        if (config.losses().actionUnits() > 0) {
          total = total.add(Scaling.of(unitLoss, config.losses().actionUnits()));
        }
        if (config.losses().circle() > 0) {
          NDArray circle =
              Losses.circle(
                  outputs.get(1), units.gte(0.5f).toType(units.getDataType(), false), unitRows);
          total = total.add(Scaling.of(circle, config.losses().circle()));
        }
        collector.backward(total);
        losses = new float[] {total.getFloat(), expression.getFloat(), unitLoss.getFloat()};
      }
      if (!Float.isFinite(losses[0])) {
        throw NonFinite.diverged("loss", losses[0], input, net, config.optimiser().learningRate());
      }
      if (!optimiser.step(rate)) {
        throw NonFinite.diverged(
            "gradient", Float.NaN, input, net, config.optimiser().learningRate());
      }
      return losses;
    }
  }

  /** Predictions for {@code count} samples drawn with a separate seed. */
  public Predictions predict(WindowSource source, int count, long seed) {
    return predict(
        IntStream.range(0, count)
            .mapToObj(i -> source.draw(new SplittableRandom(seed * 1_000_003 + i)))
            .toList());
  }

  /** Predictions for samples. */
  public Predictions predict(List<LabelledWindow> drawn) {
    int[] truth = drawn.stream().mapToInt(FusionTargets::truth).toArray();
    float[][] units = drawn.stream().map(LabelledWindow::units).toArray(float[][]::new);
    float[][] probabilities = new float[drawn.size()][];
    float[][] unitProbabilities = new float[drawn.size()][];
    for (int from = 0; from < drawn.size(); from += config.optimiser().batch()) {
      List<LabelledWindow> part =
          drawn.subList(from, Math.min(drawn.size(), from + config.optimiser().batch()));
      try (NDManager local = manager.newSubManager()) {
        NDList outputs = net.forward(parameters, inputs.input(part), local, false);
        Predictions.put(outputs.get(0).softmax(1), probabilities, from);
        Predictions.put(outputs.get(1).getNDArrayInternal().sigmoid(), unitProbabilities, from);
      }
    }
    return new Predictions(truth, probabilities, units, unitProbabilities);
  }

  /** Parameters by name, for storing the weights. */
  public Map<String, float[]> weights() {
    return Checkpoint.weights(net);
  }

  @Override
  public void close() {
    optimiser.close();
    manager.close();
  }
}
