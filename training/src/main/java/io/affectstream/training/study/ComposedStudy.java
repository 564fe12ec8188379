package io.affectstream.training.study;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.StepListener;
import io.affectstream.training.corpus.ComposedCorpus;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionTrainer;
import io.affectstream.training.fusion.FusionTrainingConfig;
import io.affectstream.training.fusion.Predictions;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.optim.DivergenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The composed corpus: trains the full network and each ablation of Zhang et al. 2022, table 4, on
 * the training groups and measures all of them on the same windows of held-out faces, speakers and
 * comments. Every line is appended to {@value #TABLE} when complete; networks with a line are not
 * run again.
 */
public final class ComposedStudy {

  /** One line per network. */
  public static final String TABLE = "ablations.csv";

  /** Name of the network with everything. */
  public static final String FULL = "full";

  private static final String HEADER = "network,macro_f1,low,high,accuracy,unit_f1,seconds\n";
  private static final long TEST_SEED = 0x7E57L;
  private static final long THRESHOLD_SEED = 0x7123L;

  private final Corpora corpora;
  private final FusionTrainingConfig config;
  private final int testSize;
  private final Path out;

  /**
   * The three splits.
   *
   * @param train for training
   * @param validation training faces and comments and a separate speaker: chooses the epoch and the
   *     action units' thresholds
   * @param test held-out faces, speakers and comments
   * @param words table of all comments
   */
  public record Corpora(
      ComposedCorpus train, ComposedCorpus validation, ComposedCorpus test, WordBank words) {}

  /**
   * @param corpora the splits
   * @param config settings of every run
   * @param testSize windows to measure on
   * @param out folder, one below it per network
   */
  public ComposedStudy(Corpora corpora, FusionTrainingConfig config, int testSize, Path out) {
    this.corpora = corpora;
    this.config = config;
    this.testSize = testSize;
    this.out = out;
  }

  /**
   * The networks by name.
   *
   * @param tokens T of the shipped encoder
   * @param size numbers per token
   */
  public static Map<String, FusionNetConfig> networks(int tokens, int size) {
    int e = Networks.EMBEDDING;
    int a = AudioFrontEnd.DIMENSIONS;
    int w = Networks.WORDS;
    Map<String, FusionNetConfig> networks = new LinkedHashMap<>();
    networks.put(FULL, Networks.of(e, a, w, tokens, size, 2));
    networks.put("pooled memory", Networks.of(e, a, w, 1, size, 2));
    networks.put("without embedding", Networks.of(0, a, w, tokens, size, 2));
    networks.put("without audio", Networks.of(e, 0, w, tokens, size, 2));
    networks.put("without words", Networks.of(e, a, 0, tokens, size, 2));
    networks.put("without fusion module", Networks.of(e, a, w, tokens, size, 0));
    networks.put("only static", Networks.of(0, 0, 0, tokens, size, 2));
    networks.put("only face", Networks.of(e, 0, 0, tokens, size, 2));
    networks.put("only voice", Networks.of(0, a, 0, 1, 1, 2));
    networks.put("only words", Networks.of(0, 0, w, 1, 1, 2));
    networks.put("recurrent encoder", Networks.recurrent(tokens, size));
    return networks;
  }

  /**
   * Runs one network.
   *
   * @param listener notified after every step
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the run diverges
   */
  public void run(String name, FusionNetConfig shape, StepListener listener)
      throws IOException, DivergenceException {
    Path table = out.resolve(TABLE);
    Files.createDirectories(out);
    if (!Files.exists(table)) {
      Files.writeString(table, HEADER);
    }
    if (Files.readAllLines(table).stream().anyMatch(line -> line.startsWith(name + ","))) {
      return;
    }
    long begin = System.nanoTime();
    try (FusionTrainer trainer = trained(name, shape, listener)) {
      Predictions test = test(trainer);
      Interval f1 = test.macroF1();
      Files.writeString(
          table,
          String.format(
              Locale.ROOT,
              "%s,%.4f,%.4f,%.4f,%.4f,%.4f,%.0f%n",
              name,
              f1.value(),
              f1.low(),
              f1.high(),
              test.confusion().accuracy(),
              test.meanUnitF1(thresholds(trainer)),
              (System.nanoTime() - begin) / 1e9),
          StandardOpenOption.APPEND);
    }
  }

  /**
   * A trained network; completes its training unless its folder contains it.
   *
   * @param listener notified after every step
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the run diverges
   */
  public FusionTrainer trained(String name, FusionNetConfig shape, StepListener listener)
      throws IOException, DivergenceException {
    FusionTrainer trainer =
        new FusionTrainer(
            config,
            shape,
            corpora.train(),
            corpora.validation(),
            Optional.of(corpora.words()),
            folder(name));
    trainer.run(listener);
    return trainer;
  }

  /** Folder of a network. */
  public Path folder(String name) {
    return out.resolve(name.replace(' ', '-'));
  }

  /** Thresholds of the action units, chosen on the validation windows. */
  public float[] thresholds(FusionTrainer trainer) {
    return trainer
        .predict(corpora.validation(), config.validation(), THRESHOLD_SEED)
        .bestThresholds();
  }

  /** Predictions of a network for the test windows. */
  public Predictions test(FusionTrainer trainer) {
    return trainer.predict(drawn());
  }

  /** The test windows, the same for every network. */
  private List<LabelledWindow> drawn() {
    return IntStream.range(0, testSize)
        .mapToObj(i -> corpora.test().draw(new SplittableRandom(TEST_SEED * 1_000_003 + i)))
        .toList();
  }
}
