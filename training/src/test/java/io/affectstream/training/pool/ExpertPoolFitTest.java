package io.affectstream.training.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.schemas.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Experts whose channels are known: the fit finds them, and the pool is better than each. */
class ExpertPoolFitTest {

  private static final int CLASSES = ExpertAnswer.CLASSES;
  private static final double[] NEUTRAL = {0.1, 0.3, 0.5};
  private static final double[] FOREIGN = {0.1, 0.5, 0.1};
  private static final double NOISE = 2;

  private static List<ExpertAnswer> learn;
  private static List<ExpertAnswer> test;
  private static ExpertPool pool;

  @BeforeAll
  static void fit() {
    learn = rows(6000, new Random(1));
    test = rows(6000, new Random(2));
    pool = ExpertPoolFit.of(learn);
  }

  /** Rows of every subset of two or three modalities. */
  private static List<ExpertAnswer> rows(int count, Random random) {
    List<ExpertAnswer> rows = new ArrayList<>();
    List<Set<Modality>> subsets =
        ModalitySet.all().stream().filter(modalities -> modalities.size() > 1).toList();
    for (int i = 0; i < count; i++) {
      int truth = random.nextInt(CLASSES);
      double[][] logs = new double[ModalitySet.MODALITIES][];
      for (int m = 0; m < logs.length; m++) {
        logs[m] = answer(shown(truth, m, random), random);
      }
      rows.add(new ExpertAnswer(logs, ModalitySet.of(subsets.get(i % subsets.size())), truth));
    }
    return rows;
  }

  private static int shown(int truth, int modality, Random random) {
    double draw = random.nextDouble();
    if (draw < NEUTRAL[modality]) {
      return ExpertPool.NEUTRAL;
    }
    return draw < NEUTRAL[modality] + FOREIGN[modality] ? random.nextInt(CLASSES) : truth;
  }

  /** Exact posterior of what is shown, seen through Gaussian noise in eight dimensions. */
  private static double[] answer(int shown, Random random) {
    double[] logits = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      double seen = (c == shown ? 1 : 0) + random.nextGaussian() / (2 * NOISE);
      logits[c] = seen * 4 * NOISE * NOISE;
    }
    double[] shares = ExpertAnswer.softmax(logits);
    for (int c = 0; c < CLASSES; c++) {
      shares[c] = Math.log(Math.max(1e-9, shares[c]));
    }
    return shares;
  }

  /** The bias of the neutral class can stand for some of the neutral share, so only the order. */
  @Test
  void findsWhichExpertsAreNeutralAndWhichAreForeign() {
    assertThat(pool.channels().get(1).foreign()).isBetween(0.35, 0.65);
    assertThat(pool.channels().get(0).foreign()).isLessThan(0.2);
    assertThat(pool.channels().get(2).foreign()).isLessThan(0.2);
    assertThat(pool.channels().get(2).neutral()).isGreaterThan(pool.channels().get(0).neutral());
  }

  @Test
  void isNeverWorseThanTheBestExpertAndCalibrated() {
    for (Set<Modality> modalities : ModalitySet.all()) {
      if (modalities.size() > 1) {
        SubsetScore pooled = new SubsetScore();
        SubsetScore[] alone = {new SubsetScore(), new SubsetScore(), new SubsetScore()};
        for (ExpertAnswer row : test) {
          if (row.subset() == ModalitySet.of(modalities)) {
            pooled.add(row.truth(), pool.probabilities(row), 0, 0);
            for (int m = 0; m < alone.length; m++) {
              ExpertAnswer one = new ExpertAnswer(row.logs(), 1 << m, row.truth());
              alone[m].add(row.truth(), pool.probabilities(one), 0, 0);
            }
          }
        }
        for (int m = 0; m < alone.length; m++) {
          if (ModalitySet.contains(ModalitySet.of(modalities), m)) {
            assertThat(pooled.confusion().macroF1())
                .isGreaterThan(alone[m].confusion().macroF1() - 0.01);
          }
        }
        assertThat(pooled.calibrationError()).isLessThan(0.05);
      }
    }
  }

  @Test
  void boundsHoldOnOtherRows() {
    CertaintyBounds certainty = CertaintyBounds.of(pool, learn);
    int subset = ModalitySet.of(Set.of(Modality.values()));
    SubsetScore score = new SubsetScore();
    for (ExpertAnswer row : test) {
      if (row.subset() == subset) {
        score.add(
            row.truth(),
            pool.probabilities(row),
            certainty.abstain()[subset],
            certainty.include()[subset]);
      }
    }
    assertThat(score.coverage()).isBetween(0.66, 0.74);
    assertThat(score.contained()).isBetween(0.87, 0.93);
    assertThat(score.certainAccuracy()).isGreaterThan(score.confusion().accuracy());
    assertThat(score.setSize()).isBetween(1.0, 6.0);
  }

  @Test
  void refusesRowsOfSingleModalities() {
    List<ExpertAnswer> single = learn.stream().map(row -> row.only(Set.of(Modality.FACE))).toList();
    assertThatThrownBy(() -> ExpertPoolFit.of(single))
        .hasMessageContaining("two or three modalities");
  }
}
