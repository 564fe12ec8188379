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
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.Expression;
import io.affectstream.training.Scaling;
import io.affectstream.training.StepListener;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WindowSource;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.data.Beta;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Remix;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import io.affectstream.training.losses.Losses;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.optim.AdamW;
import io.affectstream.training.optim.CosineWarmRestarts;
import io.affectstream.training.optim.DivergenceException;
import io.affectstream.training.optim.MomentumSgd;
import io.affectstream.training.optim.Optimiser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a {@link FusionNet} on drawn samples: cross-entropy on the expression, binary
 * cross-entropy and circle loss on the action units (Zhang et al. 2022, eq. 4 and 5), modality
 * dropout. After each epoch it writes {@value #LAST}, {@value #BEST} (greatest validation macro F1)
 * and a line of {@value #LOG}. Every draw depends on seed, epoch and step only, so a killed and
 * resumed run yields the same weights.
 */
public final class FusionTrainer implements AutoCloseable {

  /** Checkpoint of the last epoch. */
  public static final String LAST = "last.ckpt";

  /** Checkpoint of the epoch with the greatest validation figure. */
  public static final String BEST = "best.ckpt";

  /** One line per epoch. */
  public static final String LOG = "log.csv";

  private static final String HEADER =
      "epoch,rate,loss,expression,action_units,macro_f1,accuracy,seconds\n";
  private static final int SCALE_SAMPLES = 400;
  private static final double MAX_NORM = 1;
  private static final float MIN_PITCH = 20;
  private static final float MIN_RMS = 1e-4f;
  private static final long VALIDATION_SEED = 0x5EEDL;

  private final FusionTrainingConfig config;
  private final WindowSource train;
  private final WindowSource validation;
  private final FusionInputs samples;
  private final Path out;
  private final NDManager manager = NDManager.newBaseManager();
  private final FusionNet net;
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final Optimiser optimiser;
  private final CosineWarmRestarts schedule;
  private final Remix remix = Remix.paper();
  private final int[] frequencies;
  private StepListener listener = StepListener.NONE;

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
    this.samples = new FusionInputs(shape, words);
    this.out = out;
    Engine.getInstance().setRandomSeed((int) config.seed());
    net = new FusionNet(shape);
    net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    net.initialize(manager);
    standardise();
    optimiser =
        switch (config.optimiser()) {
          case ADAMW -> new AdamW(net, manager, config.weightDecay(), MAX_NORM);
          case SGD ->
              new MomentumSgd(net, name -> true, manager, config.momentum(), config.weightDecay());
        };
    int cycle = config.firstCycleEpochs() == 0 ? config.epochs() : config.firstCycleEpochs();
    schedule =
        new CosineWarmRestarts(
            config.learningRate(),
            config.minLearningRate(),
            config.warmUpSteps(),
            Math.max(1, cycle * config.steps()),
            config.cycleGrowth());
  }

  /** Mean and deviation of every feature over samples of the training source. */
  private void standardise() {
    List<LabelledWindow> drawn =
        IntStream.range(0, SCALE_SAMPLES)
            .mapToObj(i -> train.draw(new SplittableRandom(config.seed() + i)))
            .toList();
    FusionInput input = samples.input(drawn);
    if (net.config().audio() == AudioFrontEnd.DIMENSIONS) {
      SequenceBranch voice = net.branch(Sequence.AUDIO).orElseThrow();
      voice.compress(AudioFrontEnd.PITCH, MIN_PITCH);
      voice.compress(AudioFrontEnd.RMS, MIN_RMS);
    }
    for (Sequence sequence : Sequence.values()) {
      int size = net.config().size(sequence);
      net.branch(sequence)
          .ifPresent(
              branch -> {
                Moments moments = new Moments(size);
                moments.add(
                    branch.compressed(input.sequences().get(sequence)),
                    input.masks().get(sequence));
                branch.standardise(moments.mean(), moments.scale());
                if (branch.voice().isPresent()) {
                  standardiseVoice(branch, input);
                }
              });
    }
  }

  private void standardiseVoice(SequenceBranch branch, FusionInput input) {
    try (NDManager local = manager.newSubManager()) {
      Shape steps = new Shape(input.rows(), input.steps());
      Shape features = new Shape(input.rows(), input.steps(), AudioFrontEnd.DIMENSIONS);
      branch.standardiseVoice(
          parameters,
          local.create(input.sequences().get(Sequence.AUDIO), features),
          local.create(input.masks().get(Sequence.AUDIO), steps));
    }
  }

  /** The network being trained. */
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
    this.listener = listener;
    double best = run(config.epochs());
    Checkpoint.read(out.resolve(BEST)).restore(net);
    return best;
  }

  /**
   * Runs to the end and leaves the last weights in the network, for measurements that must not
   * select by the validation samples.
   *
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the loss is no longer finite
   */
  public void runToLast() throws IOException, DivergenceException {
    run(config.epochs());
  }

  /** Runs until {@code epochs} epochs are complete. */
  double run(int epochs) throws IOException, DivergenceException {
    Files.createDirectories(out);
    int first = 0;
    double best = -1;
    int bestEpoch = 0;
    if (Files.exists(out.resolve(LAST))) {
      Checkpoint last = Checkpoint.read(out.resolve(LAST));
      last.restore(net);
      last.restore(optimiser.state());
      first = last.epoch();
      best = last.best();
      bestEpoch = Checkpoint.read(out.resolve(BEST)).epoch();
    } else {
      Files.writeString(out.resolve(LOG), HEADER);
    }
    for (int epoch = first; epoch < epochs; epoch++) {
      if (config.patience() > 0 && epoch - bestEpoch >= config.patience()) {
        break;
      }
      long begin = System.nanoTime();
      double[] losses = train(epoch);
      Confusion confusion = predict(validation, config.validation(), VALIDATION_SEED).confusion();
      boolean better = confusion.macroF1() > best;
      best = better ? confusion.macroF1() : best;
      bestEpoch = better ? epoch + 1 : bestEpoch;
      long step = (epoch + 1L) * config.steps();
      Checkpoint checkpoint = Checkpoint.of(epoch + 1, step, best, net, optimiser.state());
      if (better) {
        checkpoint.write(out.resolve(BEST));
      }
      report(epoch, step, losses, confusion, (System.nanoTime() - begin) / 1e9);
      checkpoint.write(out.resolve(LAST));
    }
    return best;
  }

  private void report(int epoch, long step, double[] losses, Confusion confusion, double seconds)
      throws IOException {
    Files.writeString(
        out.resolve(LOG),
        String.format(
            Locale.ROOT,
            "%d,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f%n",
            epoch + 1,
            schedule.at(step - 1),
            losses[0],
            losses[1],
            losses[2],
            confusion.macroF1(),
            confusion.accuracy(),
            seconds),
        StandardOpenOption.APPEND);
  }

  private double[] train(int epoch) throws DivergenceException {
    Engine.getInstance().setRandomSeed((int) (config.seed() * 7919 + epoch));
    double[] sums = new double[3];
    for (int step = 0; step < config.steps(); step++) {
      long at = (long) epoch * config.steps() + step;
      SplittableRandom random = new SplittableRandom(config.seed() * 1_000_003 + at);
      List<LabelledWindow> batch = new ArrayList<>();
      for (int row = 0; row < config.batch(); row++) {
        batch.add(
            ModalityDropout.of(
                train.draw(random.split()), net.config(), config.modalityDropout(), random));
      }
      float[] losses;
      try {
        losses = step(batch, share(random), schedule.at(at));
      } catch (DivergenceException e) {
        throw new DivergenceException(
            "epoch %d, step %d: %s".formatted(epoch + 1, step, e.getMessage()));
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += losses[i] / config.steps();
      }
      listener.done(at + 1, (long) config.epochs() * config.steps(), losses[0]);
    }
    return sums;
  }

  /** Share of a sample in its mixture with another: 1 without Remix. */
  private float share(SplittableRandom random) {
    return config.remixAlpha() > 0 ? (float) Beta.symmetric(config.remixAlpha(), random) : 1;
  }

  private float[] step(List<LabelledWindow> batch, float share, double rate)
      throws DivergenceException {
    int rows = batch.size();
    try (NDManager local = manager.newSubManager()) {
      NDArray targets =
          local.create(targets(batch, share), new Shape(rows, Expression.values().length));
      float[] unitValues = new float[rows * FusionNet.ACTION_UNITS];
      float[] known = new float[rows];
      units(batch, share, unitValues, known);
      NDArray units = local.create(unitValues, new Shape(rows, FusionNet.ACTION_UNITS));
      NDArray unitRows = local.create(known, new Shape(rows, 1));
      FusionInput input = share < 1 ? samples.input(batch).mixed(share) : samples.input(batch);
      float[] losses;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList outputs = net.forward(parameters, input, local, true);
        NDArray expression = Losses.crossEntropy(outputs.get(0), targets);
        NDArray total = expression;
        NDArray unitLoss = Losses.binaryCrossEntropy(outputs.get(1), units, unitRows);
        if (config.actionUnitWeight() > 0) {
          total = total.add(Scaling.of(unitLoss, config.actionUnitWeight()));
        }
        if (config.circleWeight() > 0) {
          NDArray circle =
              Losses.circle(
                  outputs.get(1), units.gte(0.5f).toType(units.getDataType(), false), unitRows);
          total = total.add(Scaling.of(circle, config.circleWeight()));
        }
        collector.backward(total);
        losses = new float[] {total.getFloat(), expression.getFloat(), unitLoss.getFloat()};
      }
      if (!Float.isFinite(losses[0])) {
        throw diverged("loss", losses[0], input);
      }
      if (!optimiser.step(rate)) {
        throw diverged("gradient", Float.NaN, input);
      }
      return losses;
    }
  }

  private DivergenceException diverged(String what, float found, FusionInput input) {
    return new DivergenceException(
        "expected a finite %s, found %s; %s; lower learningRate (%s) if all inputs are finite"
            .formatted(what, found, NonFinite.describe(input, net), config.learningRate()));
  }

  /**
   * One row per sample, zeros if its class or that of the mixed-in sample is unknown. The others
   * are scaled, so that the loss is the mean over them.
   */
  private float[] targets(List<LabelledWindow> batch, float share) {
    int classes = Expression.values().length;
    float[] targets = new float[batch.size() * classes];
    int known = 0;
    for (int row = 0; row < batch.size(); row++) {
      int own = truth(batch.get(row));
      int other = share < 1 ? truth(batch.get(batch.size() - 1 - row)) : own;
      if (own != Predictions.UNKNOWN && other != Predictions.UNKNOWN) {
        float weight = (float) remix.labelWeight(share, frequencies[own], frequencies[other]);
        Arrays.fill(targets, row * classes, (row + 1) * classes, config.labelSmoothing() / classes);
        targets[row * classes + own] += (1 - config.labelSmoothing()) * weight;
        targets[row * classes + other] += (1 - config.labelSmoothing()) * (1 - weight);
        known++;
      }
    }
    float scale = batch.size() / (float) Math.max(1, known);
    for (int i = 0; i < targets.length; i++) {
      targets[i] *= scale;
    }
    return targets;
  }

  private static void units(
      List<LabelledWindow> batch, float share, float[] values, float[] known) {
    for (int row = 0; row < batch.size(); row++) {
      float[] own = batch.get(row).units();
      float[] other = share < 1 ? batch.get(batch.size() - 1 - row).units() : own;
      if (own.length > 0 && other.length > 0) {
        for (int i = 0; i < own.length; i++) {
          values[row * own.length + i] = share * own[i] + (1 - share) * other[i];
        }
        known[row] = 1;
      }
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
    int[] truth = drawn.stream().mapToInt(FusionTrainer::truth).toArray();
    float[][] units = drawn.stream().map(LabelledWindow::units).toArray(float[][]::new);
    float[][] probabilities = new float[drawn.size()][];
    float[][] unitProbabilities = new float[drawn.size()][];
    for (int from = 0; from < drawn.size(); from += config.batch()) {
      List<LabelledWindow> part =
          drawn.subList(from, Math.min(drawn.size(), from + config.batch()));
      try (NDManager local = manager.newSubManager()) {
        NDList outputs = net.forward(parameters, samples.input(part), local, false);
        rows(outputs.get(0).softmax(1), probabilities, from);
        rows(outputs.get(1).getNDArrayInternal().sigmoid(), unitProbabilities, from);
      }
    }
    return new Predictions(truth, probabilities, units, unitProbabilities);
  }

  private static int truth(LabelledWindow sample) {
    return sample.label().map(Columns::of).orElse(Predictions.UNKNOWN);
  }

  private static void rows(NDArray array, float[][] into, int from) {
    float[] flat = array.toFloatArray();
    int size = (int) array.getShape().get(1);
    for (int row = 0; row < flat.length / size; row++) {
      into[from + row] = Arrays.copyOfRange(flat, row * size, (row + 1) * size);
    }
  }

  /** Parameters by name, for storing the weights. */
  public Map<String, float[]> weights() {
    return Checkpoint.of(0, 0, 0, net, Map.of()).arrays();
  }

  @Override
  public void close() {
    optimiser.close();
    manager.close();
  }
}
