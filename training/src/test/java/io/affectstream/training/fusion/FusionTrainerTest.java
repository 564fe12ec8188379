package io.affectstream.training.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import io.affectstream.training.StepListener;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.corpus.Evidence;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WindowSource;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import io.affectstream.training.fusion.FusionTrainingConfig.Kind;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.optim.DivergenceException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusionTrainerTest {

  private static final int HALO = 4;
  private static final int WINDOW = 2 * HALO + 1;
  private static final int AUDIO = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void learnsWhatTheVoiceSays(Kind optimiser) throws Exception {
    try (FusionTrainer trainer = trainer(optimiser, 6, folder)) {
      assertThat(trainer.run(StepListener.NONE)).isGreaterThan(0.9);
    }
  }

  @Test
  void aKilledRunGoesOnToTheSameWeights() throws Exception {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    try (FusionTrainer trainer = trainer(Kind.ADAMW, 3, whole)) {
      trainer.run(StepListener.NONE);
    }
    try (FusionTrainer trainer = trainer(Kind.ADAMW, 3, parts)) {
      trainer.run(1);
    }
    try (FusionTrainer trainer = trainer(Kind.ADAMW, 3, parts)) {
      trainer.run(StepListener.NONE);
    }

    Checkpoint expected = Checkpoint.read(whole.resolve(EpochLoop.LAST));
    Checkpoint found = Checkpoint.read(parts.resolve(EpochLoop.LAST));
    assertThat(found.arrays().keySet()).isEqualTo(expected.arrays().keySet());
    expected
        .arrays()
        .forEach((name, values) -> assertThat(found.arrays().get(name)).as(name).isEqualTo(values));
  }

  /** Pitch and energy are standardised as logarithms, like the network's input. */
  @Test
  void featuresReachTheNetworkWithMeanZeroAndDeviationOne() {
    FusionNetConfig shape =
        new FusionNetConfig(
            HALO,
            0,
            AudioFrontEnd.DIMENSIONS,
            0,
            1,
            1,
            4,
            0,
            List.of(1, 1),
            1,
            true,
            true,
            0,
            2,
            8,
            8,
            0);
    WindowSource source = FusionTrainerTest::voice;
    FusionTrainingConfig config = config(Kind.ADAMW, 1);
    try (FusionTrainer trainer =
        new FusionTrainer(config, shape, source, source, Optional.empty(), folder)) {
      SequenceBranch branch = trainer.net().branch(Sequence.AUDIO).orElseThrow();
      for (int column : new int[] {0, AudioFrontEnd.PITCH, AudioFrontEnd.RMS}) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < 400; i++) {
          float[] read = branch.scaling().compressed(voice(new SplittableRandom(7000 + i)).audio());
          for (int at = column; at < read.length; at += AudioFrontEnd.DIMENSIONS) {
            double value =
                (read[at] - branch.scaling().mean()[column]) * branch.scaling().scale()[column];
            sum += value;
            squares += value * value;
            count++;
          }
        }
        assertThat(sum / count).as("mean of column %d", column).isCloseTo(0, within(0.1));
        assertThat(squares / count).as("variance of column %d", column).isCloseTo(1, within(0.15));
      }
    }
  }

  private static LabelledWindow voice(SplittableRandom random) {
    float[] audio = new float[WINDOW * AudioFrontEnd.DIMENSIONS];
    for (int i = 0; i < audio.length; i++) {
      int column = i % AudioFrontEnd.DIMENSIONS;
      audio[i] =
          switch (column) {
            case AudioFrontEnd.PITCH -> (float) Math.max(0, 300 * random.nextDouble() - 80);
            case AudioFrontEnd.RMS -> (float) Math.exp(-8 * random.nextDouble());
            default -> (float) (20 * random.nextDouble() - 30);
          };
    }
    float[] mask = new float[WINDOW];
    Arrays.fill(mask, 1);
    int[] silent = new int[WINDOW];
    Arrays.fill(silent, LabelledWindow.SILENT);
    return new LabelledWindow(
        new float[0],
        new float[0],
        audio,
        mask,
        silent,
        new float[0],
        Expression.ANGER,
        new float[0]);
  }

  /** The weights are unchanged, and the message names the number. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void anInputThatIsNotFiniteStopsTheRunAndIsNamed(Kind optimiser) throws Exception {
    AtomicInteger drawn = new AtomicInteger();
    WindowSource source =
        random -> {
          LabelledWindow sample = sample(Expression.ANGER, random);
          // The first ones determine the features' scale.
          if (drawn.incrementAndGet() > 400) {
            sample.audio()[5 * AUDIO + 1] = Float.NaN;
          }
          return sample;
        };
    try (FusionTrainer trainer = trainer(optimiser, 1, folder, source)) {
      Map<String, float[]> before = trainer.weights();

      assertThatThrownBy(() -> trainer.run(StepListener.NONE))
          .isInstanceOf(DivergenceException.class)
          .hasMessageContaining("epoch 1, step 0: expected a finite loss, found NaN")
          .hasMessageContaining("input AUDIO [row 0, step 5, column 1]: NaN");
      trainer
          .weights()
          .forEach((name, now) -> assertThat(now).as(name).isEqualTo(before.get(name)));
    }
  }

  @Test
  void dropoutNeverTakesTheLastModality() {
    FusionNetConfig net = net();
    LabelledWindow sample = sample(Expression.ANGER, new SplittableRandom(1));

    LabelledWindow kept = ModalityDropout.of(sample, net, 1, new SplittableRandom(2));

    assertThat(kept.audioMask()).isEqualTo(sample.audioMask());
  }

  /** Dropout never keeps only a word that contradicts a loud voice. */
  @Test
  void dropoutNeverTakesWhatTellsTheClass() {
    FusionNetConfig net =
        new FusionNetConfig(
            HALO, 0, AUDIO, 1, 1, 1, 4, 0, List.of(1, 1), 1, true, false, 1, 2, 8, 8, 0.1f);
    LabelledWindow loud = sample(Expression.ANGER, new SplittableRandom(1));
    int[] spoken = new int[WINDOW];
    LabelledWindow contradicted =
        new LabelledWindow(
            loud.embedding(),
            loud.embeddingMask(),
            loud.audio(),
            loud.audioMask(),
            spoken,
            loud.memory(),
            loud.label(),
            loud.units(),
            new Evidence(Set.of(Modality.VOICE), Set.of(Modality.WORDS), false));
    int voiceOnly = 0;
    for (int seed = 0; seed < 100; seed++) {
      LabelledWindow kept = ModalityDropout.of(contradicted, net, 0.5, new SplittableRandom(seed));
      assertThat(kept.audioMask()).isEqualTo(loud.audioMask());
      voiceOnly += kept.words()[0] == LabelledWindow.SILENT ? 1 : 0;
    }
    assertThat(voiceOnly).isBetween(10, 40);
  }

  @Test
  void voteAndMeanOfAnEnsemble() {
    int[] truth = {0};
    float[][] none = {{}};
    Predictions first = new Predictions(truth, new float[][] {{0.6f, 0.4f, 0}}, none, none);
    Predictions second = new Predictions(truth, new float[][] {{0.6f, 0.4f, 0}}, none, none);
    Predictions third = new Predictions(truth, new float[][] {{0, 1, 0}}, none, none);
    List<Predictions> members = List.of(first, second, third);

    assertThat(Predictions.vote(members)).containsExactly(0);
    assertThat(Predictions.mean(members).labels()).containsExactly(1);
  }

  private static FusionTrainer trainer(Kind optimiser, int epochs, Path out) {
    return trainer(
        optimiser,
        epochs,
        out,
        random -> sample(random.nextBoolean() ? Expression.ANGER : Expression.SADNESS, random));
  }

  private static FusionTrainer trainer(Kind optimiser, int epochs, Path out, WindowSource source) {
    FusionTrainingConfig config = config(optimiser, epochs);
    return new FusionTrainer(config, net(), source, source, Optional.empty(), out);
  }

  private static FusionTrainingConfig config(Kind optimiser, int epochs) {
    return new FusionTrainingConfig(
        5,
        epochs,
        20,
        0,
        48,
        new FusionTrainingConfig.Optimiser(optimiser, 16, 0.02, 0.0002, 5, 0, 1, 0, 0.9f),
        new FusionTrainingConfig.Variation(0, 0.2),
        new FusionTrainingConfig.LossWeights(0, 0, 0));
  }

  private static FusionNetConfig net() {
    return new FusionNetConfig(
        HALO, 0, AUDIO, 0, 1, 1, 4, 0, List.of(1, 1), 1, true, false, 1, 2, 8, 8, 0.1f);
  }

  /** Anger is loud in the first feature, sadness soft; the others are noise. */
  private static LabelledWindow sample(Expression label, SplittableRandom random) {
    float[] audio = new float[WINDOW * AUDIO];
    for (int i = 0; i < audio.length; i++) {
      float level = i % AUDIO == 0 ? (label == Expression.ANGER ? 5 : 1) : 0;
      audio[i] = level + (float) random.nextDouble();
    }
    float[] mask = new float[WINDOW];
    Arrays.fill(mask, 1);
    int[] silent = new int[WINDOW];
    Arrays.fill(silent, LabelledWindow.SILENT);
    return new LabelledWindow(
        new float[0], new float[0], audio, mask, silent, new float[0], label, new float[0]);
  }
}
