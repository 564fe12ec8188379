package io.affectstream.training.experts;

import io.affectstream.training.metrics.Confusion;
import java.util.Arrays;
import java.util.List;

/**
 * Fits an {@link ExpertPool}. For each subset the weights and biases that make the truth likeliest
 * (a convex problem, solved by gradient steps that are halved until they help), starting from the
 * plain product of the experts. Where the result recognises less, by macro F1 on answers that
 * choose, than the best expert of the subset alone with its own fitted temperature and biases, that
 * expert alone is taken.
 */
public final class ExpertPoolFit {

  private static final int STEPS = 400;
  private static final double DECAY = 1e-3;
  private static final double LEAST_STEP = 1e-7;
  private static final int CLASSES = ExpertAnswer.CLASSES;

  private ExpertPoolFit() {}

  /**
   * The pool.
   *
   * @param learn answers to fit the weights to; each belongs to one subset
   * @param choose answers that choose between the pool and its best expert, per subset
   */
  public static ExpertPool of(List<ExpertAnswer> learn, List<ExpertAnswer> choose) {
    float[][] weights = new float[PartSet.COUNT][PartSet.PARTS];
    float[][] biases = new float[PartSet.COUNT][CLASSES];
    for (int subset = 1; subset < PartSet.COUNT; subset++) {
      int own = subset;
      List<ExpertAnswer> known = learn.stream().filter(a -> a.subset() == own).toList();
      List<ExpertAnswer> judging = choose.stream().filter(a -> a.subset() == own).toList();
      Weights best = best(subset, known, judging);
      weights[subset] = floats(best.values, 0, PartSet.PARTS);
      biases[subset] = floats(best.values, PartSet.PARTS, CLASSES);
    }
    return new ExpertPool(weights, biases);
  }

  private static Weights best(int subset, List<ExpertAnswer> learn, List<ExpertAnswer> choose) {
    Weights pool = fit(subset, learn);
    double greatest = pool.macroF1(choose);
    Weights best = pool;
    for (int part = 0; part < PartSet.PARTS; part++) {
      if (PartSet.holds(subset, part) && subset != 1 << part) {
        Weights alone = fit(1 << part, learn);
        double found = alone.macroF1(choose);
        if (found > greatest) {
          greatest = found;
          best = alone;
        }
      }
    }
    return best;
  }

  private static Weights fit(int parts, List<ExpertAnswer> answers) {
    Weights current = new Weights(new double[PartSet.PARTS + CLASSES]);
    for (int part = 0; part < PartSet.PARTS; part++) {
      current.values[part] = PartSet.holds(parts, part) ? 1 : 0;
    }
    double loss = current.loss(answers);
    double length = 1;
    for (int step = 0; step < STEPS && length > LEAST_STEP; step++) {
      double[] gradient = current.gradient(answers, parts);
      Weights next = current.moved(gradient, -length);
      double changed = next.loss(answers);
      while (changed > loss && length > LEAST_STEP) {
        length /= 2;
        next = current.moved(gradient, -length);
        changed = next.loss(answers);
      }
      if (changed <= loss) {
        current = next;
        loss = changed;
        length *= 1.5;
      }
    }
    return current;
  }

  /** Weights of the parts, then biases of the classes. */
  private record Weights(double[] values) {

    private double[] probabilities(ExpertAnswer answer) {
      double[] logits = Arrays.copyOfRange(values, PartSet.PARTS, values.length);
      for (int part = 0; part < PartSet.PARTS; part++) {
        if (values[part] != 0) {
          for (int c = 0; c < CLASSES; c++) {
            logits[c] += values[part] * answer.logarithms()[part][c];
          }
        }
      }
      return ExpertAnswer.softmax(logits);
    }

    double loss(List<ExpertAnswer> answers) {
      double loss = 0;
      for (ExpertAnswer answer : answers) {
        double share = probabilities(answer)[answer.truth()];
        loss -= Math.log(Math.max(share, Double.MIN_NORMAL)) / answers.size();
      }
      for (int i = PartSet.PARTS; i < values.length; i++) {
        loss += DECAY * values[i] * values[i] / 2;
      }
      return loss;
    }

    double[] gradient(List<ExpertAnswer> answers, int parts) {
      double[] gradient = new double[values.length];
      for (int i = PartSet.PARTS; i < values.length; i++) {
        gradient[i] = DECAY * values[i];
      }
      for (ExpertAnswer answer : answers) {
        double[] apart = probabilities(answer);
        apart[answer.truth()] -= 1;
        for (int c = 0; c < CLASSES; c++) {
          double each = apart[c] / answers.size();
          gradient[PartSet.PARTS + c] += each;
          for (int part = 0; part < PartSet.PARTS; part++) {
            if (PartSet.holds(parts, part)) {
              gradient[part] += each * answer.logarithms()[part][c];
            }
          }
        }
      }
      return gradient;
    }

    Weights moved(double[] direction, double length) {
      double[] moved = values.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += length * direction[i];
      }
      return new Weights(moved);
    }

    double macroF1(List<ExpertAnswer> answers) {
      Confusion confusion = Confusion.empty(CLASSES);
      for (ExpertAnswer answer : answers) {
        double[] shares = probabilities(answer);
        int best = 0;
        for (int c = 1; c < CLASSES; c++) {
          best = shares[c] > shares[best] ? c : best;
        }
        confusion.add(answer.truth(), best);
      }
      return confusion.macroF1();
    }
  }

  private static float[] floats(double[] values, int from, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) values[from + i];
    }
    return floats;
  }
}
