package io.affectstream.training.face;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import io.affectstream.training.StepListener;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.data.fec.FecFaces;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.loop.EpochSteps;
import io.affectstream.training.loop.Measurement;
import io.affectstream.training.loop.ScheduledSteps;
import io.affectstream.training.loop.StartingWeights;
import io.affectstream.training.loop.Training;
import io.affectstream.training.loop.TrainingPlan;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import io.affectstream.training.optim.WeightAverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Trains an {@link Encoder}: cross-entropy on the expression, supervised contrastive loss and,
 * where there are triplets, triplet loss on the embedding, binary cross-entropy against the
 * teacher's action unit estimates. The best epoch has the greatest mean of accuracy and unweighted
 * recall on the choosing images, at the full input side. A run on the same machine with the same
 * settings and one thread yields the same weights, even when it was killed and resumed.
 */
public final class FaceTrainer implements Training, AutoCloseable {

  private static final int LOSSES = 4;

  private final FaceTrainingConfig config;
  private final FaceBatches batches;
  private final Optional<TripletBatches> triplets;
  private final Path out;
  private final NDManager manager = NDManager.newBaseManager();
  private final Encoder encoder;
  private final FaceStep steps;
  private final FaceExam exam;
  private final CosineWarmRestarts schedule;
  private StartingWeights<Encoder> start;

  /**
   * Prepares a run.
   *
   * @param config settings
   * @param shape the encoder's
   * @param train images for training
   * @param choose images that choose the best epoch
   * @param actionUnits the teacher's estimates, by image; empty: the head stays untrained
   * @param triplets faces for training the embedding too, by the settings; empty: none
   * @param out folder for checkpoints and log
   */
  public FaceTrainer(
      FaceTrainingConfig config,
      EncoderConfig shape,
      LabelledFaces train,
      FaceImages choose,
      Optional<ActionUnitTable> actionUnits,
      Optional<FecFaces> triplets,
      Path out) {
    this.config = config;
    this.out = out;
    batches = new FaceBatches(train, actionUnits, config);
    this.triplets = triplets.map(faces -> new TripletBatches(faces, config));
    Engine.getInstance().setRandomSeed((int) config.seed());
    encoder = initialised(shape.encoder(), manager);
    int[] counts = train.images().counts();
    encoder.silence(IntStream.range(0, counts.length).filter(c -> counts[c] == 0).toArray());
    steps = new FaceStep(config, encoder, manager);
    exam = new FaceExam(encoder, choose, manager);
    schedule = schedule(config, batches.steps());
  }

  private static CosineWarmRestarts schedule(FaceTrainingConfig config, int steps) {
    FaceTrainingConfig.Optimiser settings = config.optimiser();
    int first = settings.firstCycleEpochs();
    return CosineWarmRestarts.cycles(
        settings.learningRate(),
        settings.minLearningRate(),
        settings.warmUpSteps(),
        first == 0 ? config.epochs() : first,
        steps,
        settings.cycleGrowth());
  }

  /**
   * Begins with the weights of an exported encoder instead of random ones, unless the output folder
   * has a checkpoint. The log gets a line for epoch 0.
   *
   * @param weights sets the weights of the network that it receives
   * @throws IllegalArgumentException if the settings name a checkpoint to start from, or do not
   *     freeze the normalisation: an exported network has none, and with the means and variances of
   *     each step it would compute other maps
   */
  public void startFrom(StartingWeights<Encoder> weights) {
    if (config.start() != null || !config.optimiser().refinement().frozenNormalisation()) {
      throw new IllegalArgumentException(
          "a run that starts from an exported encoder: expected no start and a refinement with"
              + " frozenNormalisation true in the settings, found %s and %s"
                  .formatted(config.start(), config.optimiser().refinement()));
    }
    start = weights;
  }

  /** A new compact encoder with He initialisation. */
  public static FaceEncoder initialised(FaceEncoderConfig shape, NDManager manager) {
    return initialised(shape.encoder(), manager);
  }

  /** The encoder with He initialisation (He et al. 2015). */
  public static <E extends Encoder> E initialised(E encoder, NDManager manager) {
    EncoderConfig shape = encoder.config();
    encoder.setInitializer(
        new XavierInitializer(
            XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2),
        Parameter.Type.WEIGHT);
    encoder.initialize(
        manager, DataType.FLOAT32, new Shape(1, shape.channels(), shape.side(), shape.side()));
    return encoder;
  }

  /**
   * Runs to the end, from the last checkpoint if there is one.
   *
   * @param listener notified after every step
   * @return greatest mean of accuracy and unweighted recall on the choosing images
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
  public Encoder net() {
    return encoder;
  }

  @Override
  public Map<String, NDArray> state() {
    return steps.state();
  }

  @Override
  public String header() {
    return FaceMeasurement.HEADER;
  }

  @Override
  public Optional<Measurement> begin() throws IOException {
    if (start != null) {
      start.load(encoder);
    } else if (config.start() != null) {
      Checkpoint.read(config.start()).restore(encoder);
    }
    steps.average().ifPresent(WeightAverage::restart);
    return start == null ? Optional.empty() : Optional.of(measured(encoder.config().side()));
  }

  @Override
  public EpochSteps epoch(int epoch) {
    int[] order = batches.order(epoch);
    return new ScheduledSteps(schedule, epoch, batches.steps()) {
      @Override
      public float[] take(int step, double rate) {
        FaceBatch batch = batches.draw(epoch, step, order);
        Optional<TripletBatch> compared = triplets.map(draws -> draws.draw(epoch, step));
        return steps.take(batch, compared, config.side(epoch), rate);
      }
    };
  }

  @Override
  public Measurement measure(int epoch) {
    return measured(config.side(epoch));
  }

  /** Measures the average of the weights, or the weights where there is none. */
  private FaceMeasurement measured(int side) {
    steps.average().ifPresent(WeightAverage::exchange);
    Confusion confusion = exam.at(side);
    Map<String, float[]> weights = Checkpoint.weights(encoder);
    steps.average().ifPresent(WeightAverage::exchange);
    return new FaceMeasurement(side, side == encoder.config().side(), confusion, weights);
  }

  /** Confusion of the expression head on the choosing images, at the encoder's input side. */
  public Confusion validate() {
    return exam.at(encoder.config().side());
  }

  @Override
  public void close() {
    steps.close();
    manager.close();
  }
}
