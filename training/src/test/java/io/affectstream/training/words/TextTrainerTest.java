package io.affectstream.training.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.affectstream.inference.words.WordPieces;
import io.affectstream.schemas.Expression;
import io.affectstream.training.StepListener;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.data.Comment;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.words.TextTrainingConfig.Optimiser;
import io.affectstream.training.words.TextTrainingConfig.Variation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on sentences whose class is said by one of their words. */
class TextTrainerTest {

  private static final int WIDTH = 16;
  private static final TextNetConfig SMALL = new TextNetConfig(WIDTH, 1, 2, 32, 4, 7, 0);
  private static final List<String> TOKENS =
      List.of("[CLS]", "[SEP]", "[UNK]", "calm", "furious", "glad", "the", "dog", "is", "very");
  private static final Map<String, Expression> TELLING =
      Map.of("calm", Expression.NEUTRAL, "furious", Expression.ANGER, "glad", Expression.HAPPINESS);

  @TempDir private Path folder;

  @Test
  void learnsWhichWordTells() throws Exception {
    List<Comment> fresh = comments(60, 9);
    try (TextTrainer trainer = trainer(config(6), folder)) {
      double best = trainer.run(StepListener.NONE);

      assertThat(best).isGreaterThan(0.9);
      try (NDManager manager = NDManager.newBaseManager()) {
        TextExam exam = new TextExam(trainer.net(), vectors(), manager);
        assertThat(exam.confusion(fresh, TextVariation::spoken).accuracy()).isGreaterThan(0.9);
      }
    }
    assertThat(Files.readAllLines(folder.resolve(EpochLoop.LOG))).hasSize(7);
  }

  @Test
  void aRunResumedWithinAnEpochGivesTheSameWeights() throws Exception {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    try (TextTrainer trainer = trainer(config(2), whole)) {
      trainer.run(StepListener.NONE);
    }
    try (TextTrainer trainer = trainer(config(2), parts)) {
      killAt(6, trainer);
    }
    assertThat(Checkpoint.read(parts.resolve(EpochLoop.LAST)).step()).isEqualTo(4);
    try (TextTrainer trainer = trainer(config(2), parts)) {
      trainer.run(StepListener.NONE);
    }

    Checkpoint expected = Checkpoint.read(whole.resolve(EpochLoop.LAST));
    Checkpoint found = Checkpoint.read(parts.resolve(EpochLoop.LAST));
    assertThat(found.epoch()).isEqualTo(2);
    expected
        .arrays()
        .forEach((name, values) -> assertThat(found.arrays().get(name)).as(name).isEqualTo(values));
  }

  @Test
  void frozenLayersStayAsTheyAre() throws Exception {
    PretrainedText start = start();
    TextTrainingConfig all = config(1);
    Optimiser frozen = new Optimiser(8, 1, 0.5, 0.01, 0.001, 5, 0.01f, 1, 1);
    TextTrainingConfig config =
        new TextTrainingConfig(all.comments(), null, 3, 10, 8, 1, 100, all.variation(), frozen);
    try (TextTrainer trainer =
        new TextTrainer(config, start, SMALL, comments(80, 1), comments(20, 2), folder)) {
      trainer.run(StepListener.NONE);
      trainer
          .net()
          .getParameters()
          .forEach(
              parameter -> {
                float[] before = start.weights().get(TextNet.plainName(parameter.getKey()));
                float[] after = parameter.getValue().getArray().toFloatArray();
                if (before != null) {
                  assertThat(after).as(parameter.getKey()).isEqualTo(before);
                }
              });
    }
  }

  @Test
  void beginsWithTheWeightsOfACheckpoint() throws Exception {
    Path before = folder.resolve("before");
    try (TextTrainer trainer = trainer(config(1), before)) {
      killAt(6, trainer);
    }
    Path start = before.resolve(EpochLoop.LAST);
    TextTrainingConfig all = config(1);
    TextTrainingConfig config =
        new TextTrainingConfig(
            all.comments(), start, 3, 10, 8, 1, 100, all.variation(), all.optimiser());
    try (TextTrainer trainer = trainer(config, folder.resolve("after"))) {
      trainer.run(0, StepListener.NONE);
      Checkpoint expected = Checkpoint.read(start);
      trainer
          .net()
          .getParameters()
          .forEach(
              parameter ->
                  assertThat(parameter.getValue().getArray().toFloatArray())
                      .as(parameter.getKey())
                      .isEqualTo(expected.arrays().get(parameter.getKey())));
    }
  }

  @Test
  void everyTwentiethCommentChooses() {
    List<Comment> comments = comments(60, 1);

    List<Comment> choose = TextTrainer.part(comments, true);

    assertThat(choose).containsExactly(comments.get(0), comments.get(20), comments.get(40));
    assertThat(TextTrainer.part(comments, false)).hasSize(57).doesNotContainAnyElementsOf(choose);
  }

  /** The configuration writes a checkpoint every four steps. */
  private static void killAt(long step, TextTrainer trainer) {
    assertThatThrownBy(
            () ->
                trainer.run(
                    (done, steps, loss) -> {
                      if (done == step) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");
  }

  private static TextTrainer trainer(TextTrainingConfig config, Path out) {
    return new TextTrainer(config, start(), SMALL, comments(200, 1), comments(40, 2), out);
  }

  private static TextTrainingConfig config(int epochs) {
    return new TextTrainingConfig(
        Path.of("none"),
        null,
        3,
        TOKENS.size(),
        8,
        epochs,
        4,
        new Variation(0.5, 0, 0.5, 0.2, 0.1),
        new Optimiser(8, 1, 0.5, 0.01, 0.001, 5, 0.01f, 1, 0));
  }

  private static TokenVectors vectors() {
    Random random = new Random(8);
    return new TokenVectors(new WordPieces(TOKENS), rows(TOKENS.size(), random), rows(8, random));
  }

  private static List<float[]> rows(int count, Random random) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(values(WIDTH, random));
    }
    return rows;
  }

  private static float[] values(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.3f;
    }
    return values;
  }

  /** An encoder with drawn weights. */
  private static PretrainedText start() {
    Random random = new Random(5);
    Map<String, float[]> weights = new HashMap<>();
    for (String name : List.of("norm", "layer_0_self_norm", "layer_0_forward_norm")) {
      float[] gamma = new float[WIDTH];
      Arrays.fill(gamma, 1);
      weights.put(name + "_gamma", gamma);
      weights.put(name + "_beta", new float[WIDTH]);
    }
    for (String name : List.of("self_query", "self_key", "self_value", "self_output")) {
      weights.put("layer_0_" + name + "_weight", values(WIDTH * WIDTH, random));
      weights.put("layer_0_" + name + "_bias", new float[WIDTH]);
    }
    weights.put("layer_0_wide_weight", values(WIDTH * 32, random));
    weights.put("layer_0_wide_bias", new float[32]);
    weights.put("layer_0_narrow_weight", values(WIDTH * 32, random));
    weights.put("layer_0_narrow_bias", new float[WIDTH]);
    return new PretrainedText(vectors(), weights);
  }

  private static List<Comment> comments(int count, long seed) {
    Random random = new Random(seed);
    List<String> showing = TELLING.keySet().stream().sorted().toList();
    List<Comment> comments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String word = showing.get(random.nextInt(3));
      String text = (random.nextBoolean() ? "The dog is " : "Very ") + word;
      comments.add(new Comment(seed + "-" + i, text, Set.of(TELLING.get(word))));
    }
    return comments;
  }
}
