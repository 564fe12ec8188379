package io.affectstream.training.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import io.affectstream.training.StepListener;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.corpus.Sample;
import io.affectstream.training.corpus.SampleSource;
import io.affectstream.training.fusion.FusionTrainingConfig.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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

    Checkpoint expected = Checkpoint.read(whole.resolve(FusionTrainer.LAST));
    Checkpoint found = Checkpoint.read(parts.resolve(FusionTrainer.LAST));
    assertThat(found.arrays().keySet()).isEqualTo(expected.arrays().keySet());
    expected
        .arrays()
        .forEach((name, values) -> assertThat(found.arrays().get(name)).as(name).isEqualTo(values));
  }

  @Test
  void dropoutNeverTakesTheLastModality() {
    FusionNetConfig net = net();
    Sample sample = sample(Expression.ANGER, new SplittableRandom(1));

    Sample kept = ModalityDropout.of(sample, net, 1, new SplittableRandom(2));

    assertThat(kept.audioMask()).isEqualTo(sample.audioMask());
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
    FusionTrainingConfig config =
        new FusionTrainingConfig(
            5, epochs, 20, 16, optimiser, 0.02, 0.0002, 5, 0, 1, 0, 0.9f, 0, 0, 0.2, 0, 0, 0, 48);
    SampleSource source =
        random -> sample(random.nextBoolean() ? Expression.ANGER : Expression.SADNESS, random);
    return new FusionTrainer(config, net(), source, source, Optional.empty(), out);
  }

  private static FusionNetConfig net() {
    return new FusionNetConfig(
        HALO, 0, AUDIO, 0, 1, 1, 4, 0, List.of(1, 1), 1, true, 1, 2, 8, 8, 0.1f);
  }

  /** Anger is loud in the first feature, sadness soft; the others are noise. */
  private static Sample sample(Expression label, SplittableRandom random) {
    float[] audio = new float[WINDOW * AUDIO];
    for (int i = 0; i < audio.length; i++) {
      float level = i % AUDIO == 0 ? (label == Expression.ANGER ? 5 : 1) : 0;
      audio[i] = level + (float) random.nextDouble();
    }
    float[] mask = new float[WINDOW];
    Arrays.fill(mask, 1);
    int[] silent = new int[WINDOW];
    Arrays.fill(silent, Sample.SILENT);
    return new Sample(
        new float[0], new float[0], audio, mask, silent, new float[0], label, new float[0]);
  }
}
