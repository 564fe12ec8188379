package io.affectstream.training.experts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.training.corpus.Part;
import io.affectstream.training.metrics.CalibrationError;
import io.affectstream.training.metrics.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ExpertPoolFitTest {

  private static final double SURE = 3;
  private static final Set<Part> BOTH = Set.of(Part.FACE, Part.VOICE);

  @Test
  void twoExpertsTogetherAreBetterThanEach() {
    ExpertPool pool = ExpertPoolFit.of(answers(1, 4, 4, BOTH), answers(2, 4, 4, BOTH));
    double together = macroF1(pool, answers(3, 4, 4, BOTH));
    ExpertPool alone =
        ExpertPoolFit.of(answers(1, 4, 4, Set.of(Part.FACE)), answers(2, 4, 4, Set.of(Part.FACE)));
    double face = macroF1(alone, answers(3, 4, 4, Set.of(Part.FACE)));
    assertThat(together).isGreaterThan(face + 0.1);
  }

  @Test
  void anExpertThatKnowsNothingDoesNotCost() {
    ExpertPool pool = ExpertPoolFit.of(answers(1, 4, 0, BOTH), answers(2, 4, 0, BOTH));
    double together = macroF1(pool, answers(3, 4, 0, BOTH));
    ExpertPool alone =
        ExpertPoolFit.of(answers(1, 4, 0, Set.of(Part.FACE)), answers(2, 4, 0, Set.of(Part.FACE)));
    double face = macroF1(alone, answers(3, 4, 0, Set.of(Part.FACE)));
    assertThat(together).isCloseTo(face, within(0.02));
  }

  /** Experts that are three times as sure as they may be. */
  @Test
  void confidenceIsTheShareThatIsRight() {
    List<ExpertAnswer> held = answers(3, 4, 4, BOTH);
    ExpertPool pool = ExpertPoolFit.of(answers(1, 4, 4, BOTH), answers(2, 4, 4, BOTH));
    CalibrationError error = new CalibrationError();
    CalibrationError before = new CalibrationError();
    for (ExpertAnswer answer : held) {
      add(error, pool.probabilities(answer), answer.truth());
      double[] product = new double[ExpertAnswer.CLASSES];
      for (int c = 0; c < product.length; c++) {
        product[c] = answer.logarithms()[0][c] + answer.logarithms()[1][c];
      }
      add(before, ExpertAnswer.softmax(product), answer.truth());
    }
    assertThat(error.value()).isLessThan(0.03);
    assertThat(before.value()).isGreaterThan(0.1);
  }

  @Test
  void everySubsetHasWeightsOfItsOwn() {
    assertThat(PartSet.all()).hasSize(PartSet.COUNT - 1).doesNotHaveDuplicates();
    assertThat(PartSet.all().stream().map(PartSet::of)).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  private static void add(CalibrationError error, double[] shares, int truth) {
    int best = best(shares);
    error.add(shares[best], best == truth);
  }

  private static int best(double[] shares) {
    int best = 0;
    for (int c = 1; c < shares.length; c++) {
      best = shares[c] > shares[best] ? c : best;
    }
    return best;
  }

  private static double macroF1(ExpertPool pool, List<ExpertAnswer> answers) {
    Confusion confusion = Confusion.empty(ExpertAnswer.CLASSES);
    answers.forEach(a -> confusion.add(a.truth(), best(pool.probabilities(a))));
    return confusion.macroF1();
  }

  /** Overconfident experts that see the truth through noise; a strength of 0 sees nothing. */
  private static List<ExpertAnswer> answers(
      long seed, double face, double voice, Set<Part> present) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ExpertAnswer> answers = new ArrayList<>();
    for (int i = 0; i < 1600; i++) {
      int truth = i % ExpertAnswer.CLASSES;
      float[][] logarithms = new float[PartSet.PARTS][];
      for (int part = 0; part < PartSet.PARTS; part++) {
        double strength = part == 0 ? face : part == 1 ? voice : 0;
        double[] logits = new double[ExpertAnswer.CLASSES];
        for (int c = 0; c < logits.length; c++) {
          logits[c] = 6 * (random.nextDouble() + random.nextDouble() - 1);
        }
        logits[truth] += strength;
        for (int c = 0; c < logits.length; c++) {
          logits[c] *= SURE;
        }
        double[] shares = ExpertAnswer.softmax(logits);
        logarithms[part] = new float[shares.length];
        for (int c = 0; c < shares.length; c++) {
          logarithms[part][c] = (float) Math.log(shares[c]);
        }
      }
      answers.add(new ExpertAnswer(logarithms, PartSet.of(present), truth));
    }
    return answers;
  }
}
