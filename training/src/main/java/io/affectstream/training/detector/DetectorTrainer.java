package io.affectstream.training.detector;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.Scaling;
import io.affectstream.training.StepListener;
import io.affectstream.training.blocks.FaceDetectorNet;
import io.affectstream.training.blocks.FaceDetectorNetConfig;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.detector.SampleComposer.FalseHit;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.loop.EpochSteps;
import io.affectstream.training.loop.Measurement;
import io.affectstream.training.loop.ScheduledSteps;
import io.affectstream.training.loop.StartingWeights;
import io.affectstream.training.loop.Training;
import io.affectstream.training.loop.TrainingPlan;
import io.affectstream.training.optim.AdamW;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import io.affectstream.training.optim.WeightAverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a {@link FaceDetectorNet}. The best epoch has the greatest F1 on the scenes to choose by,
 * of the averaged weights, which {@link EpochLoop#BEST} contains.
 */
public final class DetectorTrainer implements Training, AutoCloseable {

  private static final int LOSSES = 4;
  private static final float FALSE_HIT = 0.25f;

  /** Parts of the scenes without faces; an epoch searches one of them. */
  private static final int MINED_PARTS = 3;

  private final DetectorTrainingConfig config;
  private final DetectorData data;
  private final Path out;
  private final NDManager manager = NDManager.newBaseManager();
  private final FaceDetectorNet net;
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final AdamW optimiser;
  private final WeightAverage average;
  private final CosineWarmRestarts schedule;
  private final SampleComposer composer;
  private final NetSearch search;
  private StartingWeights<FaceDetectorNet> start;
  private int mined;

  /**
   * Prepares a run.
   *
   * @param config settings
   * @param shape the network's
   * @param data scenes and crops
   * @param out folder for checkpoints and log
   */
  public DetectorTrainer(
      DetectorTrainingConfig config, FaceDetectorNetConfig shape, DetectorData data, Path out) {
    this.config = config;
    this.data = data;
    this.out = out;
    Engine.getInstance().setRandomSeed((int) config.seed());
    net = initialised(shape, manager);
    search = new NetSearch(net, manager, parameters);
    DetectorTrainingConfig.Optimiser steps = config.optimiser();
    optimiser = new AdamW(net, manager, steps.weightDecay(), steps.gradientNorm());
    average = new WeightAverage(net, manager, steps.averaging());
    schedule =
        CosineWarmRestarts.once(
            steps.learningRate(),
            steps.minLearningRate(),
            steps.warmUpSteps(),
            config.epochs() * config.steps());
    composer = new SampleComposer(data.train(), data.crops(), config.seed());
  }

  /** A new network with He initialisation whose first scores are low and first boxes plausible. */
  public static FaceDetectorNet initialised(FaceDetectorNetConfig shape, NDManager manager) {
    FaceDetectorNet net = new FaceDetectorNet(shape);
    net.setInitializer(
        new XavierInitializer(
            XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2),
        Parameter.Type.WEIGHT);
    int side = 2 * FaceDetectorNet.COARSEST;
    net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, side, side));
    float[] bias = new float[FaceDetectorNet.VALUES];
    Arrays.fill(bias, 0.5f);
    bias[0] = -4;
    bias[3] = 1.2f;
    bias[4] = 1.4f;
    for (Conv2d prediction : net.predictions()) {
      prediction.getParameters().get("weight").getArray().muli(0.1f);
      prediction.getParameters().get("bias").getArray().set(bias);
    }
    return net;
  }

  @Override
  public FaceDetectorNet net() {
    return net;
  }

  /**
   * Begins with the weights of an earlier network instead of random ones, unless the output folder
   * has a checkpoint. The log gets a line for epoch 0.
   *
   * @param weights sets the weights of the network that it receives
   * @throws IllegalArgumentException if the settings do not freeze the normalisation: an exported
   *     network has none, and with the means and variances of each step it would compute other maps
   */
  public void startFrom(StartingWeights<FaceDetectorNet> weights) {
    if (!config.optimiser().frozenNormalisation()) {
      throw new IllegalArgumentException(
          "a run that starts from an exported detector: expected frozenNormalisation true in the"
              + " settings, found false");
    }
    start = weights;
  }

  /**
   * Runs to the end, from the last checkpoint if there is one.
   *
   * @param listener notified after every step
   * @return greatest F1 on the scenes to choose by
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
        config.epochs(), config.seed(), 0, 0, config.optimiser().learningRate(), LOSSES);
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(optimiser.state());
    state.putAll(average.state());
    return state;
  }

  @Override
  public String header() {
    return DetectorMeasurement.HEADER;
  }

  @Override
  public Optional<Measurement> begin() throws IOException {
    if (start == null) {
      return Optional.empty();
    }
    start.load(net);
    average.restart();
    return Optional.of(measure(0));
  }

  @Override
  public EpochSteps epoch(int epoch) {
    mined = mine(epoch);
    DetectorBatches batches = new DetectorBatches(config, composer, epoch);
    return new ScheduledSteps(schedule, epoch, config.steps()) {
      @Override
      public float[] take(int step, double rate) {
        return DetectorTrainer.this.step(batches.next(), rate);
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }

  @Override
  public Measurement measure(int epoch) {
    average.exchange();
    Choice choice = Choice.of(search, data.choose());
    Map<String, float[]> weights = Checkpoint.weights(net);
    average.exchange();
    return new DetectorMeasurement(choice, mined, weights);
  }

  private float[] step(DetectorBatch batch, double rate) {
    Grid grid = Grid.of(batch.width(), batch.height());
    boolean frozen = config.optimiser().frozenNormalisation();
    float[] losses;
    try (NDManager local = manager.newSubManager()) {
      NDArray images =
          local.create(
              batch.pixels(), new Shape(batch.samples().size(), 1, batch.height(), batch.width()));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray outputs = NDArrays.concat(net.forward(parameters, new NDList(images), !frozen), 1);
        DetectorTargets targets = DetectorTargets.of(batch, grid, outputs.toFloatArray());
        DetectorLoss.Parts parts = DetectorLoss.of(outputs, targets);
        NDArray total =
            parts
                .score()
                .add(Scaling.of(parts.box(), config.losses().box()))
                .add(Scaling.of(parts.points(), config.losses().points()));
        collector.backward(total);
        losses =
            new float[] {
              total.getFloat(),
              parts.score().getFloat(),
              parts.box().getFloat(),
              parts.points().getFloat()
            };
      }
      optimiser.step(rate);
      average.step();
    }
    return losses;
  }

  /** Places of the scenes without faces where the network finds one. */
  private int mine(int epoch) {
    if (epoch < config.miningFrom()) {
      return 0;
    }
    List<FalseHit> hits = new ArrayList<>();
    List<Scene> scenes = composer.without();
    for (int i = epoch % MINED_PARTS; i < scenes.size(); i += MINED_PARTS) {
      Scene scene = scenes.get(i);
      for (DetectedFace face : find(scene.image(), FALSE_HIT)) {
        hits.add(new FalseHit(scene, face.box()));
      }
    }
    composer.falseHits(hits);
    return hits.size();
  }

  /** Faces of an image, best first. */
  List<DetectedFace> find(GreyImage image, float least) {
    return search.find(image, least);
  }

  @Override
  public void close() {
    average.close();
    optimiser.close();
    manager.close();
  }
}
