package io.affectstream.training.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LossesTest {

  private static final float CLOSE = 1e-5f;

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  @Test
  void crossEntropyIsTheMeanNegativeLogProbability() {
    NDArray logits = rows(2, 1, 0, 0, (float) Math.log(3), 0, 0);
    NDArray targets = rows(2, 1, 0, 0, 0, 0.5f, 0.5f);

    double first = -(1 - Math.log(Math.E + 2));
    double second = Math.log(5);
    assertThat(Losses.crossEntropy(logits, targets).getFloat())
        .isCloseTo((float) ((first + second) / 2), within(CLOSE));
  }

  @Test
  void crossEntropySendsNoGradientToAnUntrainedClass() {
    NDArray logits = rows(1, 1, 2, -16);
    NDArray loss = Losses.crossEntropy(logits, rows(1, 0.9f, 0.1f, 0));
    NDArray without = Losses.crossEntropy(rows(1, 1, 2), rows(1, 0.9f, 0.1f));

    assertThat(loss.getFloat()).isCloseTo(without.getFloat(), within(CLOSE));
  }

  @Test
  void binaryCrossEntropyCountsOnlyRowsWithTargets() {
    NDArray logits = rows(2, 0, 2, 5, 5);
    NDArray targets = rows(2, 0.3f, 1, 0, 0);

    double first = Math.log(2);
    double second = Math.log(1 + Math.exp(-2));
    assertThat(Losses.binaryCrossEntropy(logits, targets, rows(2, 1, 0)).getFloat())
        .isCloseTo((float) ((first + second) / 2), within(CLOSE));
  }

  @Test
  void binaryCrossEntropyWithoutAnyRowIsZero() {
    assertThat(Losses.binaryCrossEntropy(rows(1, 3, 4), rows(1, 0, 1), rows(1, 0)).getFloat())
        .isZero();
  }

  @Test
  void binaryCrossEntropyStaysFiniteOnHugeLogits() {
    float loss =
        Losses.binaryCrossEntropy(rows(1, 1e4f, -1e4f), rows(1, 0, 1), rows(1, 1)).getFloat();

    assertThat(loss).isCloseTo(1e4f, within(1f));
  }

  @Test
  void circleFollowsEquationFive() {
    NDArray logits = rows(1, 0.5f, -1, 2);
    NDArray active = rows(1, 1, 0, 0);

    double expected = Math.log(1 + Math.exp(-1) + Math.exp(2)) + Math.log(1 + Math.exp(-0.5));
    assertThat(Losses.circle(logits, active, rows(1, 1)).getFloat())
        .isCloseTo((float) expected, within(CLOSE));
  }

  @Test
  void circleWithoutActiveUnitsHasOnlyTheFirstTerm() {
    double expected = Math.log(1 + 2 * Math.exp(1));

    assertThat(Losses.circle(rows(1, 1, 1), rows(1, 0, 0), rows(1, 1)).getFloat())
        .isCloseTo((float) expected, within(CLOSE));
  }

  @Test
  void circleStaysFiniteOnHugeLogits() {
    assertThat(Losses.circle(rows(1, 500, -500), rows(1, 0, 1), rows(1, 1)).getFloat())
        .isCloseTo(1000f, within(0.1f));
  }

  @Test
  void supervisedContrastiveMatchesTheDefinition() {
    NDArray vectors = rows(4, 1, 0, 0.6f, 0.8f, 0, 1, -1, 0);
    int[] labels = {0, 0, 1, 2};

    double t = 0.5;
    double row0 = -(0.6 / t - Math.log(Math.exp(0.6 / t) + 1 + Math.exp(-1 / t)));
    double row1 = -(0.6 / t - Math.log(Math.exp(0.6 / t) + Math.exp(0.8 / t) + Math.exp(-0.6 / t)));
    assertThat(Losses.supervisedContrastive(vectors, labels, 0.5f).getFloat())
        .isCloseTo((float) ((row0 + row1) / 2), within(1e-4f));
  }

  @Test
  void supervisedContrastiveWithoutPartnersIsZero() {
    assertThat(Losses.supervisedContrastive(rows(2, 1, 0, 0, 1), new int[] {0, 1}, 0.5f).getFloat())
        .isZero();
  }

  @Test
  void tripletComparesBothOfThePairWithTheOddOne() {
    NDArray first = rows(3, 1, 0, 1, 0, 1, 0);
    NDArray second = rows(3, 0.6f, 0.8f, 1, 0, 0.6f, 0.8f);
    NDArray odd = rows(3, 0, 1, -1, 0, 0.8f, 0.6f);
    NDArray margins = manager.create(new float[] {0.1f, 0.2f, 0.2f});

    double near = 0.16 + 0.64;
    double row0 = Math.max(0, near - 2 + 0.1) + (near - (0.36 + 0.04) + 0.1);
    double row1 = 0;
    double row2 = (near - (0.04 + 0.36) + 0.2) + (near - (0.04 + 0.04) + 0.2);
    assertThat(Losses.triplet(first, second, odd, margins).getFloat())
        .isCloseTo((float) ((row0 + row1 + row2) / 3), within(CLOSE));
  }

  private NDArray rows(int rows, float... values) {
    return manager.create(values, new Shape(rows, values.length / rows));
  }
}
