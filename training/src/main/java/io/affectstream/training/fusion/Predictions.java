package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.metrics.Bootstrap;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.metrics.Confusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predictions of a network with the truth.
 *
 * @param truth class per sample; {@value #UNKNOWN} where unknown
 * @param probabilities {@code [n][8]}
 * @param units {@code [n][12]} truth in [0, 1]; empty where unknown
 * @param unitProbabilities {@code [n][12]}
 */
public record Predictions(
    int[] truth, float[][] probabilities, float[][] units, float[][] unitProbabilities) {

  /** Truth of a sample whose class is not known. */
  public static final int UNKNOWN = -1;

  private static final float ACTIVE = 0.5f;

  /** The likeliest class of each sample. */
  public int[] labels() {
    int[] labels = new int[truth.length];
    for (int i = 0; i < labels.length; i++) {
      for (int c = 1; c < probabilities[i].length; c++) {
        labels[i] = probabilities[i][c] > probabilities[i][labels[i]] ? c : labels[i];
      }
    }
    return labels;
  }

  /** Confusion of the expressions. */
  public Confusion confusion() {
    Confusion confusion = Confusion.empty(Expression.values().length);
    int[] labels = labels();
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] != UNKNOWN) {
        confusion.add(truth[i], labels[i]);
      }
    }
    return confusion;
  }

  /** Macro F1 of the expressions with its 95 % interval. */
  public Interval macroF1() {
    return Bootstrap.of(truth, labels(), Expression.values().length, Confusion::macroF1);
  }

  /** F1 of an action unit at a threshold, over the samples whose units are known. */
  public double unitF1(int unit, float threshold) {
    long both = 0;
    long either = 0;
    for (int i = 0; i < truth.length; i++) {
      if (units[i].length > 0) {
        boolean active = units[i][unit] >= ACTIVE;
        boolean found = unitProbabilities[i][unit] >= threshold;
        both += active && found ? 2 : 0;
        either += (active ? 1 : 0) + (found ? 1 : 0);
      }
    }
    return either == 0 ? 0 : both / (double) either;
  }

  /** The threshold of each unit with the greatest F1. */
  public float[] bestThresholds() {
    float[] best = new float[ActionUnit.values().length];
    for (int unit = 0; unit < best.length; unit++) {
      double greatest = -1;
      for (int percent = 5; percent < 100; percent += 5) {
        double f1 = unitF1(unit, percent / 100f);
        if (f1 > greatest) {
          greatest = f1;
          best[unit] = percent / 100f;
        }
      }
    }
    return best;
  }

  /** Mean of the units' F1 at the given thresholds. */
  public double meanUnitF1(float[] thresholds) {
    double sum = 0;
    for (int unit = 0; unit < thresholds.length; unit++) {
      sum += unitF1(unit, thresholds[unit]) / thresholds.length;
    }
    return sum;
  }

  /** Mean of several networks' probabilities on the same samples. */
  public static Predictions mean(List<Predictions> members) {
    Predictions first = members.get(0);
    List<float[][]> expressions = new ArrayList<>();
    List<float[][]> units = new ArrayList<>();
    for (Predictions member : members) {
      expressions.add(member.probabilities);
      units.add(member.unitProbabilities);
    }
    return new Predictions(first.truth, average(expressions), first.units, average(units));
  }

  private static float[][] average(List<float[][]> members) {
    float[][] mean = new float[members.get(0).length][];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = new float[members.get(0)[i].length];
      for (float[][] member : members) {
        for (int c = 0; c < mean[i].length; c++) {
          mean[i][c] += member[i][c] / members.size();
        }
      }
    }
    return mean;
  }

  /** Macro F1 of the vote of several networks with its 95 % interval. */
  public static Interval votedMacroF1(List<Predictions> members) {
    int[] truth = members.get(0).truth;
    int classes = Expression.values().length;
    return Bootstrap.of(truth, vote(members), classes, Confusion::macroF1);
  }

  /** The class chosen by most networks; among equals the one with the highest mean. */
  public static int[] vote(List<Predictions> members) {
    Predictions mean = mean(members);
    int[] voted = new int[mean.truth.length];
    List<int[]> labels = members.stream().map(Predictions::labels).toList();
    for (int i = 0; i < voted.length; i++) {
      float[] score = mean.probabilities[i].clone();
      for (int[] member : labels) {
        score[member[i]] += 1;
      }
      for (int c = 1; c < score.length; c++) {
        voted[i] = score[c] > score[voted[i]] ? c : voted[i];
      }
    }
    return voted;
  }

  /** Copies the rows of an array to those of a table, from a row on. */
  static void put(NDArray array, float[][] into, int from) {
    float[] flat = array.toFloatArray();
    int size = (int) array.getShape().get(1);
    for (int row = 0; row < flat.length / size; row++) {
      into[from + row] = Arrays.copyOfRange(flat, row * size, (row + 1) * size);
    }
  }
}
