package io.affectstream.training.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.affectstream.schemas.Modality;
import io.affectstream.training.operations.ArrayOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpertPoolTest {

  private static final int CLASSES = ExpertAnswer.CLASSES;
  private static final int ANGER = 1;
  private static final int SADNESS = 5;

  private static ExpertPool pool() {
    double[] bias = {0.3, -0.1, 0, 0.2, -0.3, 0, 0.1, -0.4};
    double[] prior = {0.5, -0.2, 0, 0, 0.1, 0, 0, -0.5};
    double[] temperatures = {1, 1, 1, 0.9, 1, 1.2, 1.1, 0.8};
    return new ExpertPool(
        List.of(
            new Channel(1.1, bias, 0.3, 0.1),
            new Channel(0.8, bias, 0.2, 0.4),
            new Channel(0.9, bias, 0.4, 0.1)),
        prior,
        temperatures);
  }

  /** Log probabilities of an expert that is sure of a class. */
  private static double[] sure(int label) {
    double[] logs = new double[CLASSES];
    Arrays.fill(logs, Math.log(0.02));
    logs[label] = Math.log(1 - 0.02 * (CLASSES - 1));
    return logs;
  }

  private static ExpertAnswer answer(Set<Modality> modalities, double[]... logs) {
    return new ExpertAnswer(logs, ModalitySet.of(modalities), 0);
  }

  @Test
  void anExpertAloneKeepsItsAnswer() {
    double[] logs = sure(SADNESS);
    for (Modality modality : Modality.values()) {
      double[] found = pool().probabilities(answer(Set.of(modality), logs, logs, logs));
      for (int c = 0; c < CLASSES; c++) {
        assertThat(found[c]).isCloseTo(Math.exp(logs[c]), within(1e-9));
      }
    }
  }

  @Test
  void twoThatAgreeAreMoreSureThanEither() {
    double[] unsure = new double[CLASSES];
    Arrays.fill(unsure, Math.log(0.08));
    unsure[ANGER] = Math.log(1 - 0.08 * (CLASSES - 1));
    Channel clear = new Channel(1, new double[CLASSES], 0.1, 0.05);
    double[] ones = new double[ModalitySet.COUNT];
    Arrays.fill(ones, 1);
    ExpertPool pool = new ExpertPool(List.of(clear, clear, clear), new double[CLASSES], ones);
    double[] both =
        pool.probabilities(answer(Set.of(Modality.FACE, Modality.WORDS), unsure, unsure, unsure));
    assertThat(both[ANGER]).isGreaterThan(Math.exp(unsure[ANGER]));
  }

  /** However sure of neutral two experts are, a sure third one is not silenced. */
  @Test
  void neutralVoiceAndWordsDoNotSilenceTheFace() {
    double[] found =
        pool()
            .probabilities(
                answer(
                    Set.of(Modality.values()),
                    sure(ANGER),
                    sure(ExpertPool.NEUTRAL),
                    sure(ExpertPool.NEUTRAL)));
    assertThat(ExpertAnswer.likeliest(found)).isEqualTo(ANGER);
  }

  @Test
  void withoutAnyModalityThePriorRemains() {
    ExpertPool pool = pool();
    double[] found = pool.probabilities(answer(Set.of(), sure(1), sure(2), sure(3)));
    assertThat(found).containsExactly(ExpertAnswer.softmax(pool.prior()), within(1e-9));
  }

  @Test
  void logitsOfABatchAreTheProbabilitiesOfItsRows() {
    Random random = new Random(3);
    int rows = 4 * ModalitySet.COUNT;
    float[][] logs = new float[ModalitySet.MODALITIES][rows * CLASSES];
    float[][] present = new float[ModalitySet.MODALITIES][rows];
    List<ExpertAnswer> answers = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double[][] own = new double[ModalitySet.MODALITIES][];
      for (int m = 0; m < own.length; m++) {
        own[m] =
            Arrays.stream(
                    ExpertAnswer.softmax(random.doubles(CLASSES).map(value -> 6 * value).toArray()))
                .map(Math::log)
                .toArray();
        for (int c = 0; c < CLASSES; c++) {
          logs[m][row * CLASSES + c] = (float) own[m][c];
        }
        present[m][row] = ModalitySet.contains(row % ModalitySet.COUNT, m) ? 1 : 0;
      }
      answers.add(new ExpertAnswer(own, row % ModalitySet.COUNT, 0));
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      ArrayOperations ops = new ArrayOperations(manager);
      List<NDArray> inputs = new ArrayList<>();
      List<NDArray> masks = new ArrayList<>();
      for (int m = 0; m < ModalitySet.MODALITIES; m++) {
        inputs.add(ops.constant(logs[m], rows, CLASSES));
        masks.add(ops.constant(present[m], rows, 1));
      }
      float[] found = pool().logits(ops, inputs, masks).softmax(1).toFloatArray();
      for (int row = 0; row < rows; row++) {
        double[] expected = pool().probabilities(answers.get(row));
        for (int c = 0; c < CLASSES; c++) {
          assertThat((double) found[row * CLASSES + c]).isCloseTo(expected[c], within(1e-5));
        }
      }
    }
  }
}
