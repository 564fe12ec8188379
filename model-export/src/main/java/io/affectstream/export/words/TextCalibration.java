package io.affectstream.export.words;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.metrics.Confusion;
import java.util.Arrays;
import java.util.List;

/**
 * Logits to log probabilities: divided by a temperature, shifted by part of the classes'
 * frequencies, with a constant share for the class that no comment has ({@code OTHER}).
 *
 * @param temperature divisor of the logits
 * @param shift added to the logits after the division, one per trained class
 */
public record TextCalibration(double temperature, float[] shift) {

  /** Probability of {@code OTHER}, whatever the text. */
  public static final double OTHER = 0.01;

  private static final int STRENGTHS = 21;
  private static final double STRENGTH_STEP = 0.05;
  private static final int TEMPERATURES = 60;
  private static final double TEMPERATURE_STEP = 0.05;

  /**
   * Chooses: the strength of the frequencies by the greatest macro F1, the temperature by the least
   * negative log likelihood, on texts that the network was not trained on.
   *
   * @param logits {@code [n][classes]}
   * @param labels theirs
   * @param counts comments to learn from of each class of {@code Expression}
   */
  public static TextCalibration chosen(float[][] logits, List<Expression> labels, int[] counts) {
    float[] chosen = new float[logits[0].length];
    double best = -1;
    for (int i = -STRENGTHS + 1; i < STRENGTHS; i++) {
      float[] shift = shift(counts, chosen.length, i * STRENGTH_STEP);
      double score = macroF1(logits, labels, shift);
      if (score > best) {
        best = score;
        chosen = shift;
      }
    }
    TextCalibration least = new TextCalibration(1, chosen);
    double loss = Double.MAX_VALUE;
    for (int i = 1; i <= TEMPERATURES; i++) {
      TextCalibration trial = at(chosen, i * TEMPERATURE_STEP);
      double found = trial.loss(logits, labels);
      if (found < loss) {
        loss = found;
        least = trial;
      }
    }
    return least;
  }

  private static TextCalibration at(float[] shift, double temperature) {
    float[] divided = shift.clone();
    for (int c = 0; c < divided.length; c++) {
      divided[c] /= (float) temperature;
    }
    return new TextCalibration(temperature, divided);
  }

  private static float[] shift(int[] counts, int classes, double strength) {
    double all = Arrays.stream(counts).sum();
    float[] shift = new float[classes];
    for (int c = 0; c < classes; c++) {
      shift[c] = (float) (strength * Math.log(Math.max(1, counts[c]) / all));
    }
    return shift;
  }

  private static double macroF1(float[][] logits, List<Expression> labels, float[] shift) {
    Confusion confusion = Confusion.empty(Expression.values().length);
    TextCalibration trial = new TextCalibration(1, shift);
    for (int i = 0; i < logits.length; i++) {
      confusion.add(
          Columns.of(labels.get(i)), Columns.of(Columns.likeliest(trial.apply(logits[i]))));
    }
    return confusion.macroF1();
  }

  private double loss(float[][] logits, List<Expression> labels) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum -= apply(logits[i])[Columns.of(labels.get(i))];
    }
    return sum / logits.length;
  }

  /** Log probabilities in the order of {@code Expression}. */
  public float[] apply(float[] logits) {
    double[] shifted = new double[logits.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.length; c++) {
      shifted[c] = logits[c] / temperature + shift[c];
      greatest = Math.max(greatest, shifted[c]);
    }
    double sum = 0;
    for (double value : shifted) {
      sum += Math.exp(value - greatest);
    }
    float[] logs = new float[Expression.values().length];
    for (int c = 0; c < logits.length; c++) {
      logs[c] = (float) (shifted[c] - greatest - Math.log(sum)) + logOfKnown();
    }
    logs[Columns.of(Expression.OTHER)] = logOfOther();
    return logs;
  }

  /** Logarithm of the share of the trained classes. */
  float logOfKnown() {
    return (float) Math.log(1 - OTHER);
  }

  /** Logarithm of the share of {@code OTHER}. */
  float logOfOther() {
    return (float) Math.log(OTHER);
  }
}
