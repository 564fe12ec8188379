package io.affectstream.export.face;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.ParameterList;
import io.affectstream.schemas.Expression;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.data.Columns;
import io.affectstream.training.metrics.Confusion;
import java.util.List;

/**
 * Priors and temperature of the expression head: {@code logits / temperature + shift}. Training
 * oversamples rare classes, so the calibration partly restores the frequencies (logit adjustment,
 * Menon et al. 2021): {@code shift = strength log n} for a class of n training images. The strength
 * maximises the mean of accuracy and unweighted recall, the temperature (Guo et al. 2017) minimises
 * the negative log likelihood, both on the choosing images.
 *
 * @param strength of the classes' frequencies
 * @param temperature divisor of the logits
 * @param shift added to each logit after the division, {@code [8]}
 */
public record ExpressionCalibration(double strength, double temperature, float[] shift) {

  private static final double STEP = 0.05;
  private static final int STRENGTHS = 21;
  private static final int FIRST_STRENGTH = -4;
  private static final int TEMPERATURES = 50;

  /**
   * Chooses.
   *
   * @param logits {@code [n][8]} on the choosing images
   * @param labels labels of these images
   * @param counts training images of each class; the logit of classes without any is unchanged
   */
  public static ExpressionCalibration chosen(
      float[][] logits, List<Expression> labels, int[] counts) {
    double strength = 0;
    double best = -1;
    for (int i = FIRST_STRENGTH; i < STRENGTHS; i++) {
      double score = score(logits, labels, shift(counts, i * STEP));
      if (score > best) {
        best = score;
        strength = i * STEP;
      }
    }
    float[] shift = shift(counts, strength);
    double temperature = temperature(logits, labels, shift);
    for (int c = 0; c < shift.length; c++) {
      shift[c] /= (float) temperature;
    }
    return new ExpressionCalibration(strength, temperature, shift);
  }

  private static float[] shift(int[] counts, double strength) {
    int all = 0;
    for (int count : counts) {
      all += count;
    }
    float[] shift = new float[counts.length];
    for (int c = 0; c < counts.length; c++) {
      shift[c] = counts[c] == 0 ? 0 : (float) (strength * Math.log(counts[c] / (double) all));
    }
    return shift;
  }

  private static double score(float[][] logits, List<Expression> labels, float[] shift) {
    Confusion confusion = Confusion.empty(shift.length);
    for (int i = 0; i < logits.length; i++) {
      int best = 0;
      for (int c = 1; c < shift.length; c++) {
        best = logits[i][c] + shift[c] > logits[i][best] + shift[best] ? c : best;
      }
      confusion.add(Columns.of(labels.get(i)), best);
    }
    return (confusion.accuracy() + confusion.unweightedRecall()) / 2;
  }

  private static double temperature(float[][] logits, List<Expression> labels, float[] shift) {
    double temperature = 1;
    double least = Double.MAX_VALUE;
    for (int i = 1; i <= TEMPERATURES; i++) {
      double loss = loss(logits, labels, shift, i * STEP);
      if (loss < least) {
        least = loss;
        temperature = i * STEP;
      }
    }
    return temperature;
  }

  private static double loss(
      float[][] logits, List<Expression> labels, float[] shift, double temperature) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      int label = Columns.of(labels.get(i));
      double total = 0;
      for (int c = 0; c < shift.length; c++) {
        double difference = logits[i][c] + shift[c] - logits[i][label] - shift[label];
        total += Math.exp(difference / temperature);
      }
      sum += Math.log(total);
    }
    return sum / logits.length;
  }

  /** Applies both to the encoder's head and suppresses the classes without training data again. */
  public void apply(Encoder encoder, int... silent) {
    ParameterList head = encoder.head(Output.EXPRESSION).getParameters();
    NDArray weight = head.get("weight").getArray();
    NDArray bias = head.get("bias").getArray();
    float[] weights = weight.toFloatArray();
    float[] biases = bias.toFloatArray();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) temperature;
    }
    for (int c = 0; c < biases.length; c++) {
      biases[c] = biases[c] / (float) temperature + shift[c];
    }
    weight.set(weights);
    bias.set(biases);
    encoder.silence(silent);
  }

  /**
   * Expected calibration error over ten bins of the maximum probability (Guo et al. 2017).
   *
   * @param logits {@code [n][8]}
   */
  public static double error(float[][] logits, List<Expression> labels) {
    int bins = 10;
    double[] confidence = new double[bins];
    double[] right = new double[bins];
    for (int i = 0; i < logits.length; i++) {
      int best = 0;
      for (int c = 1; c < logits[i].length; c++) {
        best = logits[i][c] > logits[i][best] ? c : best;
      }
      double total = 0;
      for (float logit : logits[i]) {
        total += Math.exp(logit - logits[i][best]);
      }
      int bin = Math.min(bins - 1, (int) (bins / total));
      confidence[bin] += 1 / total;
      right[bin] += best == Columns.of(labels.get(i)) ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < bins; bin++) {
      error += Math.abs(confidence[bin] - right[bin]) / logits.length;
    }
    return error;
  }
}
