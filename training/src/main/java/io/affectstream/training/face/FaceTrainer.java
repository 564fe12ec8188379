package io.affectstream.training.face;

import ai.djl.engine.Engine;
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
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Trains an {@link Encoder}: cross-entropy on the expression, supervised contrastive loss and,
 * where there are triplets, triplet loss on the embedding, binary cross-entropy against the
 * teacher's action unit estimates. After each epoch it writes {@value #LAST}, {@value #BEST}
 * (greatest mean of accuracy and unweighted recall on the choosing images, at the full input side)
 * and a line of {@value #LOG}. A run on the same machine with the same settings and one thread
 * yields the same weights, even when it was killed and resumed.
 */
public final class FaceTrainer implements AutoCloseable {

  /** Checkpoint of the last epoch. */
  public static final String LAST = "last.ckpt";

  /** Checkpoint of the epoch with the greatest mean of accuracy and unweighted recall. */
  public static final String BEST = "best.ckpt";

  /** One line per epoch. */
  public static final String LOG = "log.csv";

  private final FaceTrainingConfig config;
  private final FaceBatches batches;
  private final Optional<TripletBatches> triplets;
  private final Path out;
  private final NDManager manager = NDManager.newBaseManager();
  private final Encoder encoder;
  private final FaceStep steps;
  private final FaceExam exam;
  private final CosineWarmRestarts schedule;
  private StepListener listener = StepListener.NONE;

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
    int cycle = first == 0 ? config.epochs() : first;
    return new CosineWarmRestarts(
        settings.learningRate(),
        settings.minLearningRate(),
        settings.warmUpSteps(),
        Math.max(1, cycle * steps),
        settings.cycleGrowth());
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

  /** The encoder being trained. */
  public Encoder encoder() {
    return encoder;
  }

  /**
   * Runs to the end, from the last checkpoint if there is one.
   *
   * @param listener called after every step
   * @return greatest mean of accuracy and unweighted recall on the choosing images
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the loss is no longer finite
   */
  public double run(StepListener listener) throws IOException, DivergenceException {
    this.listener = listener;
    return run(config.epochs());
  }

  /** Runs until {@code epochs} epochs are complete. */
  double run(int epochs) throws IOException, DivergenceException {
    Files.createDirectories(out);
    int first = 0;
    double best = 0;
    if (Files.exists(out.resolve(LAST))) {
      Checkpoint last = Checkpoint.read(out.resolve(LAST));
      last.restore(encoder);
      last.restore(steps.state());
      first = last.epoch();
      best = last.best();
    } else {
      if (config.start() != null) {
        Checkpoint.read(config.start()).restore(encoder);
      }
      Files.writeString(out.resolve(LOG), EpochReport.HEADER);
    }
    for (int epoch = first; epoch < epochs; epoch++) {
      best = epoch(epoch, best);
    }
    return best;
  }

  private double epoch(int epoch, double best) throws IOException, DivergenceException {
    long begin = System.nanoTime();
    int side = config.side(epoch);
    double[] losses = train(epoch);
    Confusion confusion = exam.at(side);
    double score = FaceExam.score(confusion);
    boolean better = side == encoder.config().side() && score > best;
    long step = (epoch + 1L) * batches.steps();
    Checkpoint checkpoint =
        Checkpoint.of(epoch + 1, step, better ? score : best, encoder, steps.state());
    if (better) {
      checkpoint.write(out.resolve(BEST));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    new EpochReport(epoch + 1, side, schedule.at(step - 1), losses, confusion, seconds)
        .append(out.resolve(LOG));
    checkpoint.write(out.resolve(LAST));
    return checkpoint.best();
  }

  private double[] train(int epoch) throws DivergenceException {
    Engine.getInstance().setRandomSeed((int) (config.seed() * 7919 + epoch));
    int[] order = batches.order(epoch);
    double[] sums = new double[4];
    for (int step = 0; step < batches.steps(); step++) {
      FaceBatch batch = batches.draw(epoch, step, order);
      long at = (long) epoch * batches.steps() + step;
      int drawn = step;
      Optional<TripletBatch> compared = triplets.map(draws -> draws.draw(epoch, drawn));
      float[] losses = steps.take(batch, compared, config.side(epoch), schedule.at(at));
      if (!Float.isFinite(losses[0])) {
        throw new DivergenceException(
            "epoch %d, step %d: expected a finite loss, found %s; lower learningRate (%s)"
                .formatted(epoch + 1, step, losses[0], config.optimiser().learningRate()));
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += losses[i] / batches.steps();
      }
      listener.done(at + 1, (long) config.epochs() * batches.steps(), losses[0]);
    }
    return sums;
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
