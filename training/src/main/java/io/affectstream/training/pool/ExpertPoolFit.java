package io.affectstream.training.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits an {@link ExpertPool}: the channels and the prior by the likelihood of the classes of rows
 * with two or three modalities (Adam on all rows), then a temperature per subset (Guo et al. 2017).
 * Biases are pulled towards 0, as rare classes have few rows.
 */
public final class ExpertPoolFit {

  private static final int STEPS = 400;
  private static final double RATE = 0.05;
  private static final double MOMENTUM = 0.9;
  private static final double SCALE = 0.999;
  private static final double DECAY = 1e-3;
  private static final int CLASSES = ExpertAnswer.CLASSES;
  private static final int MODALITIES = ModalitySet.MODALITIES;

  /** Of a channel: weight, biases, logits of the two shares against showing the class. */
  private static final int PER_CHANNEL = 1 + CLASSES + 2;

  private static final int NEUTRAL_LOGIT = 1 + CLASSES;
  private static final int FOREIGN_LOGIT = NEUTRAL_LOGIT + 1;
  private static final int PRIOR = MODALITIES * PER_CHANNEL;
  private static final double FIRST_SHARE = -1.5;
  private static final double MIN_TEMPERATURE = 0.5;
  private static final double TEMPERATURE_STEP = 1.02;
  private static final int TEMPERATURES = 80;

  private final List<ExpertAnswer> rows;
  private final double[] values = new double[PRIOR + CLASSES];

  private ExpertPoolFit(List<ExpertAnswer> rows) {
    this.rows = rows;
  }

  /**
   * The pool.
   *
   * @param answers rows; those with one modality only fit its temperature
   * @throws IllegalArgumentException if there are no rows with two modalities
   */
  public static ExpertPool of(List<ExpertAnswer> answers) {
    List<ExpertAnswer> combined =
        answers.stream().filter(answer -> ModalitySet.size(answer.subset()) > 1).toList();
    if (combined.isEmpty()) {
      throw new IllegalArgumentException(
          "pool: expected rows with two or three modalities, found none");
    }
    ExpertPoolFit fit = new ExpertPoolFit(combined);
    fit.run();
    double[] ones = new double[ModalitySet.COUNT];
    Arrays.fill(ones, 1);
    ExpertPool pool =
        new ExpertPool(
            fit.channels(), Arrays.copyOfRange(fit.values, PRIOR, PRIOR + CLASSES), ones);
    return pool.at(temperatures(pool, answers));
  }

  private void run() {
    for (int m = 0; m < MODALITIES; m++) {
      values[m * PER_CHANNEL] = 1;
      values[m * PER_CHANNEL + NEUTRAL_LOGIT] = FIRST_SHARE;
      values[m * PER_CHANNEL + FOREIGN_LOGIT] = FIRST_SHARE;
    }
    double[] first = new double[values.length];
    double[] second = new double[values.length];
    for (int step = 1; step <= STEPS; step++) {
      double[] gradient = gradient();
      double rate = RATE * (1 - (step - 1.0) / STEPS);
      for (int i = 0; i < values.length; i++) {
        first[i] = MOMENTUM * first[i] + (1 - MOMENTUM) * gradient[i];
        second[i] = SCALE * second[i] + (1 - SCALE) * gradient[i] * gradient[i];
        double mean = first[i] / (1 - Math.pow(MOMENTUM, step));
        double size = Math.sqrt(second[i] / (1 - Math.pow(SCALE, step))) + 1e-12;
        values[i] -= rate * mean / size;
      }
    }
  }

  private List<Channel> channels() {
    List<Channel> channels = new ArrayList<>();
    for (int m = 0; m < MODALITIES; m++) {
      int at = m * PER_CHANNEL;
      double[] shares =
          ExpertAnswer.softmax(
              new double[] {0, values[at + NEUTRAL_LOGIT], values[at + FOREIGN_LOGIT]});
      channels.add(
          new Channel(
              values[at],
              Arrays.copyOfRange(values, at + 1, at + 1 + CLASSES),
              shares[1],
              shares[2]));
    }
    return channels;
  }

  private double[] gradient() {
    List<Channel> channels = channels();
    double[] gradient = new double[values.length];
    double[][] answers = new double[MODALITIES][];
    double[][] evidence = new double[MODALITIES][];
    for (ExpertAnswer row : rows) {
      double[] logits = Arrays.copyOfRange(values, PRIOR, PRIOR + CLASSES);
      for (int m = 0; m < MODALITIES; m++) {
        if (ModalitySet.contains(row.subset(), m)) {
          answers[m] = channels.get(m).answer(row.logs()[m]);
          evidence[m] = channels.get(m).evidence(answers[m]);
          for (int c = 0; c < CLASSES; c++) {
            logits[c] += Math.log(evidence[m][c]);
          }
        }
      }
      double[] apart = ExpertAnswer.softmax(logits);
      apart[row.truth()] -= 1;
      for (int c = 0; c < CLASSES; c++) {
        gradient[PRIOR + c] += apart[c];
      }
      for (int m = 0; m < MODALITIES; m++) {
        if (ModalitySet.contains(row.subset(), m)) {
          add(gradient, m, channels.get(m), row.logs()[m], answers[m], evidence[m], apart);
        }
      }
    }
    for (int i = 0; i < gradient.length; i++) {
      boolean bias = i >= PRIOR || isBias(i % PER_CHANNEL);
      gradient[i] = gradient[i] / rows.size() + (bias ? DECAY * values[i] : 0);
    }
    return gradient;
  }

  private static boolean isBias(int ofChannel) {
    return ofChannel >= 1 && ofChannel <= CLASSES;
  }

  /** Adds one row's part of a channel. */
  private static void add(
      double[] gradient,
      int modality,
      Channel channel,
      double[] logs,
      double[] answer,
      double[] evidence,
      double[] apart) {
    double shows = 1 - channel.neutral() - channel.foreign();
    double all = 0;
    double byNeutral = 0;
    double byForeign = 0;
    double[] ofAnswer = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      double each = apart[c] / evidence[c];
      all += each;
      ofAnswer[c] = shows * each;
      byNeutral += each * (answer[ExpertPool.NEUTRAL] - answer[c]);
      byForeign += each * (1.0 / CLASSES - answer[c]);
    }
    ofAnswer[ExpertPool.NEUTRAL] += channel.neutral() * all;
    double mean = 0;
    for (int c = 0; c < CLASSES; c++) {
      mean += answer[c] * ofAnswer[c];
    }
    int at = modality * PER_CHANNEL;
    for (int c = 0; c < CLASSES; c++) {
      double ofLogit = answer[c] * (ofAnswer[c] - mean);
      gradient[at] += ofLogit * logs[c];
      gradient[at + 1 + c] += ofLogit;
    }
    double neutral = channel.neutral();
    double foreign = channel.foreign();
    double common = neutral * byNeutral + foreign * byForeign;
    gradient[at + NEUTRAL_LOGIT] += neutral * (byNeutral - common);
    gradient[at + FOREIGN_LOGIT] += foreign * (byForeign - common);
  }

  private static double[] temperatures(ExpertPool pool, List<ExpertAnswer> rows) {
    double[] best = new double[ModalitySet.COUNT];
    Arrays.fill(best, 1);
    for (int subset = 1; subset < best.length; subset++) {
      int own = subset;
      List<ExpertAnswer> known = rows.stream().filter(row -> row.subset() == own).toList();
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < TEMPERATURES && !known.isEmpty(); i++) {
        double[] tried = best.clone();
        tried[subset] = MIN_TEMPERATURE * Math.pow(TEMPERATURE_STEP, i);
        double loss = loss(pool.at(tried), known);
        if (loss < least) {
          least = loss;
          best = tried;
        }
      }
    }
    return best;
  }

  private static double loss(ExpertPool pool, List<ExpertAnswer> rows) {
    double loss = 0;
    for (ExpertAnswer row : rows) {
      loss -= Math.log(Math.max(Double.MIN_NORMAL, pool.probabilities(row)[row.truth()]));
    }
    return loss / rows.size();
  }
}
