package io.affectstream.training.face;

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
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.Scaling;
import io.affectstream.training.StepListener;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FacePictures;
import io.affectstream.training.data.fec.FecFaces;
import io.affectstream.training.losses.Losses;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import io.affectstream.training.optim.MomentumSgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Trains an {@link Encoder}: cross-entropy on the expression, supervised contrastive loss and,
 * where there are triplets, triplet loss on the embedding, binary cross-entropy against the
 * teacher's action unit estimates. After each epoch it writes {@value #LAST}, {@value #BEST}
 * (greatest validation accuracy at the full input size) and a line of {@value #LOG}. A run on the
 * same machine with the same settings and one thread gives the same weights, also when it was
 * killed and resumed.
 */
public final class FaceTrainer implements AutoCloseable {

  /** Checkpoint of the last epoch. */
  public static final String LAST = "last.ckpt";

  /** Checkpoint of the epoch with the greatest validation accuracy. */
  public static final String BEST = "best.ckpt";

  /** One line per epoch. */
  public static final String LOG = "log.csv";

  private final FaceTrainingConfig config;
  private final FacePictures validation;
  private final FaceBatches batches;
  private final Optional<TripletBatches> triplets;
  private final Path out;
  private final NDManager manager = NDManager.newBaseManager();
  private final Encoder encoder;
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final MomentumSgd optimiser;
  private final CosineWarmRestarts schedule;
  private StepListener listener = StepListener.NONE;

  /**
   * Prepares a run.
   *
   * @param config settings
   * @param shape the encoder's
   * @param train pictures to learn from
   * @param validation pictures to choose the best epoch by
   * @param actionUnits the teacher's estimates, by picture; empty leaves that head untrained
   * @param out folder for checkpoints and log
   */
  public FaceTrainer(
      FaceTrainingConfig config,
      EncoderConfig shape,
      FacePictures train,
      FacePictures validation,
      Optional<ActionUnitTable> actionUnits,
      Path out) {
    this(config, shape, train, validation, actionUnits, Optional.empty(), out);
  }

  /**
   * Prepares a run with triplets.
   *
   * @param config settings
   * @param shape the encoder's
   * @param train pictures to learn from
   * @param validation pictures to choose the best epoch by
   * @param actionUnits the teacher's estimates, by picture; empty leaves that head untrained
   * @param triplets faces to train the embedding on too, as the settings say; empty: none
   * @param out folder for checkpoints and log
   */
  public FaceTrainer(
      FaceTrainingConfig config,
      EncoderConfig shape,
      FacePictures train,
      FacePictures validation,
      Optional<ActionUnitTable> actionUnits,
      Optional<FecFaces> triplets,
      Path out) {
    this.config = config;
    this.validation = validation;
    this.out = out;
    batches = new FaceBatches(train, actionUnits, config);
    this.triplets = triplets.map(faces -> new TripletBatches(faces, config));
    Engine.getInstance().setRandomSeed((int) config.seed());
    encoder = initialised(shape.encoder(), manager);
    int[] counts = train.counts();
    encoder.silence(IntStream.range(0, counts.length).filter(c -> counts[c] == 0).toArray());
    optimiser =
        new MomentumSgd(
            encoder,
            name -> !config.onlyActionUnits() || name.contains(Encoder.ACTION_UNIT_HEAD),
            manager,
            config.momentum(),
            config.weightDecay());
    int cycle = config.firstCycleEpochs() == 0 ? config.epochs() : config.firstCycleEpochs();
    schedule =
        new CosineWarmRestarts(
            config.learningRate(),
            config.leastLearningRate(),
            config.warmUpSteps(),
            Math.max(1, cycle * batches.steps()),
            config.cycleGrowth());
  }

  /** A new compact encoder with He initialisation. */
  public static FaceEncoder initialised(FaceEncoderConfig shape, NDManager manager) {
    return initialised(shape.encoder(), manager);
  }

  /** The encoder, given He initialisation (He et al. 2015). */
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
   * @param heard told after every step
   * @return greatest validation accuracy
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the loss is no longer finite
   */
  public double run(StepListener heard) throws IOException, DivergenceException {
    listener = heard;
    return run(config.epochs());
  }

  /** Runs until so many epochs are complete. */
  double run(int epochs) throws IOException, DivergenceException {
    Files.createDirectories(out);
    int first = 0;
    double best = 0;
    if (Files.exists(out.resolve(LAST))) {
      Checkpoint last = Checkpoint.read(out.resolve(LAST));
      last.restore(encoder);
      last.restore(optimiser.state());
      first = last.epoch();
      best = last.best();
    } else {
      if (config.start() != null) {
        Checkpoint.read(config.start()).restore(encoder);
      }
      Files.writeString(out.resolve(LOG), EpochReport.HEADER);
    }
    for (int epoch = first; epoch < epochs; epoch++) {
      long begin = System.nanoTime();
      double[] losses = train(epoch);
      Confusion confusion = validate(config.side(epoch));
      boolean better = config.side(epoch) == encoder.config().side() && confusion.accuracy() > best;
      best = better ? confusion.accuracy() : best;
      long step = (epoch + 1L) * batches.steps();
      Checkpoint checkpoint = Checkpoint.of(epoch + 1, step, best, encoder, optimiser.state());
      if (better) {
        checkpoint.write(out.resolve(BEST));
      }
      new EpochReport(
              epoch + 1,
              config.side(epoch),
              schedule.at(step - 1),
              losses,
              confusion.accuracy(),
              confusion.macroF1(),
              (System.nanoTime() - begin) / 1e9)
          .append(out.resolve(LOG));
      checkpoint.write(out.resolve(LAST));
    }
    return best;
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
      float[] losses = step(batch, compared, config.side(epoch), schedule.at(at));
      if (!Float.isFinite(losses[0])) {
        throw new DivergenceException(
            "epoch %d, step %d: expected a finite loss, found %s; lower learningRate (%s)"
                .formatted(epoch + 1, step, losses[0], config.learningRate()));
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += losses[i] / batches.steps();
      }
      listener.done(at + 1, (long) config.epochs() * batches.steps(), losses[0]);
    }
    return sums;
  }

  private float[] step(FaceBatch batch, Optional<TripletBatch> compared, int side, double rate) {
    try (NDManager local = manager.newSubManager()) {
      int rows = batch.size();
      NDArray pictures = encoder.input(local, batch.pictures(), rows, side);
      NDArray targets = local.create(batch.targets(), new Shape(rows, Expression.values().length));
      NDArray units =
          local.create(batch.actionUnits(), new Shape(rows, ActionUnit.values().length));
      NDArray unitRows = local.create(batch.actionUnitRows(), new Shape(rows, 1));
      float[] losses;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList outputs =
            encoder.forward(parameters, new NDList(pictures), !config.onlyActionUnits());
        NDArray expression = Losses.crossEntropy(outputs.get(Output.EXPRESSION.index()), targets);
        NDArray contrastive =
            Losses.supervisedContrastive(
                outputs.get(Output.EMBEDDING.index()), batch.labels(), config.temperature());
        NDArray actionUnits =
            Losses.binaryCrossEntropy(outputs.get(Output.ACTION_UNITS.index()), units, unitRows);
        NDArray total =
            expression
                .add(Scaling.of(contrastive, config.contrastiveWeight()))
                .add(Scaling.of(actionUnits, config.actionUnitWeight()));
        if (compared.isPresent()) {
          NDArray triplet = tripletLoss(compared.get(), side, local);
          total = total.add(Scaling.of(triplet, config.triplets().weight()));
        }
        collector.backward(total);
        losses =
            new float[] {
              total.getFloat(),
              expression.getFloat(),
              contrastive.getFloat(),
              actionUnits.getFloat()
            };
      }
      optimiser.step(rate);
      return losses;
    }
  }

  private NDArray tripletLoss(TripletBatch batch, int side, NDManager local) {
    NDArray pictures = encoder.input(local, batch.pictures(), 3 * batch.size(), side);
    NDList thirds =
        encoder
            .forward(parameters, new NDList(pictures), true)
            .get(Output.EMBEDDING.index())
            .split(3);
    return Losses.triplet(
        thirds.get(0), thirds.get(1), thirds.get(2), local.create(batch.margins()));
  }

  /** The same at the encoder's own input side. */
  public Confusion validate() {
    return validate(encoder.config().side());
  }

  /** Confusion of the expression head on the validation pictures, as they stand. */
  public Confusion validate(int side) {
    Confusion confusion = Confusion.empty(Expression.values().length);
    int source = validation.side() * validation.side();
    for (int from = 0; from < validation.size(); from += config.batch()) {
      int rows = Math.min(config.batch(), validation.size() - from);
      float[] pictures = new float[rows * side * side];
      for (int row = 0; row < rows; row++) {
        FaceAugmentation.plain(
            validation.pixels(),
            (from + row) * source,
            validation.side(),
            pictures,
            row * side * side,
            side);
      }
      long[] predicted = predict(pictures, rows, side);
      for (int row = 0; row < rows; row++) {
        confusion.add(Columns.of(validation.labels().get(from + row)), (int) predicted[row]);
      }
    }
    return confusion;
  }

  private long[] predict(float[] pictures, int rows, int side) {
    try (NDManager local = manager.newSubManager()) {
      NDArray input = encoder.input(local, pictures, rows, side);
      return encoder
          .forward(parameters, new NDList(input), false)
          .get(Output.EXPRESSION.index())
          .argMax(1)
          .toLongArray();
    }
  }

  @Override
  public void close() {
    optimiser.close();
    manager.close();
  }
}
