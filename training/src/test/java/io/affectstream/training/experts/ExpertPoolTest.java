package io.affectstream.training.experts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.affectstream.training.operations.ArrayOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ExpertPoolTest {

  private static final int CLASSES = ExpertAnswer.CLASSES;

  @Test
  void arraysAndSingleAnswersAgreeForEverySubset() {
    SplittableRandom random = new SplittableRandom(1);
    ExpertPool pool =
        new ExpertPool(
            values(PartSet.COUNT, PartSet.PARTS, random), values(PartSet.COUNT, CLASSES, random));
    int rows = PartSet.COUNT;
    float[][][] logarithms = new float[rows][][];
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> experts = new ArrayList<>();
      List<NDArray> present = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        logarithms[row] = values(PartSet.PARTS, CLASSES, random);
      }
      for (int part = 0; part < PartSet.PARTS; part++) {
        float[] flat = new float[rows * CLASSES];
        float[] mask = new float[rows];
        for (int row = 0; row < rows; row++) {
          System.arraycopy(logarithms[row][part], 0, flat, row * CLASSES, CLASSES);
          mask[row] = PartSet.holds(row, part) ? 1 : 0;
        }
        experts.add(manager.create(flat, new Shape(rows, CLASSES)));
        present.add(manager.create(mask, new Shape(rows, 1)));
      }
      NDArray logits = pool.logits(new ArrayOperations(manager), experts, present);
      float[] shares = logits.softmax(1).toFloatArray();
      for (int row = 1; row < rows; row++) {
        double[] expected = pool.probabilities(new ExpertAnswer(logarithms[row], row, 0));
        for (int c = 0; c < CLASSES; c++) {
          assertThat((double) shares[row * CLASSES + c]).isCloseTo(expected[c], within(1e-5));
        }
      }
    }
  }

  @Test
  void otherShapesAreRefused() {
    assertThatThrownBy(
            () -> new ExpertPool(new float[7][PartSet.PARTS], new float[PartSet.COUNT][CLASSES]))
        .hasMessage("weights: expected 8 subsets, found 7");
  }

  /** Weights of parts that a subset does not hold are 0, as a fit leaves them. */
  private static float[][] values(int rows, int size, SplittableRandom random) {
    float[][] values = new float[rows][size];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < size; i++) {
        boolean absent = size == PartSet.PARTS && !PartSet.holds(row, i);
        values[row][i] = absent ? 0 : (float) (2 * random.nextDouble() - 1);
      }
    }
    return values;
  }
}
