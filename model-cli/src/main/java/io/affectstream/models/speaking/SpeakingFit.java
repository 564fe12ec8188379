package io.affectstream.models.speaking;

import io.affectstream.features.speaking.MouthEvidence;
import io.affectstream.features.speaking.SpeakingModel;
import java.util.ArrayList;
import java.util.List;

/** Logistic regression with a small ridge, by Newton's method. */
final class SpeakingFit {

  private static final int NUMBERS = 3;
  private static final int ROUNDS = 60;
  private static final double RIDGE = 1e-4;

  private record Example(double[] inputs, double truth, double weight) {}

  private final List<Example> examples = new ArrayList<>();
  private double total;

  void add(MouthEvidence evidence, boolean own, double weight) {
    double[] inputs = {1, evidence.activity(), evidence.agreement()};
    examples.add(new Example(inputs, own ? 1 : 0, weight));
    total += weight;
  }

  /** The fitted model. */
  SpeakingModel model() {
    double[] w = new double[NUMBERS];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] system = new double[NUMBERS][NUMBERS + 1];
      for (int i = 0; i < NUMBERS; i++) {
        system[i][i] = RIDGE;
        system[i][NUMBERS] = i == 0 ? 0 : RIDGE * w[i];
      }
      for (Example example : examples) {
        add(system, example, w);
      }
      double[] step = solve(system);
      for (int i = 0; i < NUMBERS; i++) {
        w[i] -= step[i];
      }
    }
    return new SpeakingModel(w[0], w[1], w[2]);
  }

  private void add(double[][] system, Example example, double[] w) {
    double[] x = example.inputs();
    double p = 1 / (1 + Math.exp(-(w[0] * x[0] + w[1] * x[1] + w[2] * x[2])));
    double share = example.weight() / total;
    for (int i = 0; i < NUMBERS; i++) {
      for (int j = 0; j < NUMBERS; j++) {
        system[i][j] += share * p * (1 - p) * x[i] * x[j];
      }
      system[i][NUMBERS] += share * (p - example.truth()) * x[i];
    }
  }

  /** Solves a positive definite system whose last column is the right side; changes it. */
  private static double[] solve(double[][] system) {
    for (int i = 0; i < NUMBERS; i++) {
      for (int row = i + 1; row < NUMBERS; row++) {
        double factor = system[row][i] / system[i][i];
        for (int column = i; column <= NUMBERS; column++) {
          system[row][column] -= factor * system[i][column];
        }
      }
    }
    double[] solution = new double[NUMBERS];
    for (int i = NUMBERS - 1; i >= 0; i--) {
      double rest = system[i][NUMBERS];
      for (int j = i + 1; j < NUMBERS; j++) {
        rest -= system[i][j] * solution[j];
      }
      solution[i] = rest / system[i][i];
    }
    return solution;
  }
}
