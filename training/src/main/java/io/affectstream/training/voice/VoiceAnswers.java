package io.affectstream.training.voice;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Utterance;
import io.affectstream.training.metrics.CalibrationError;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.operations.ArrayOperations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers of experts for recordings: per recording the mean of the log probabilities over its
 * windows.
 *
 * @param answers one per recording
 */
public record VoiceAnswers(List<Answer> answers) {

  private static final int BATCH = 256;
  private static final double MIN_TEMPERATURE = 0.3;
  private static final double STEP = 1.03;
  private static final int STEPS = 90;

  /**
   * One recording.
   *
   * @param utterance the recording
   * @param logarithms mean log probabilities {@code [8]}
   */
  public record Answer(Utterance utterance, double[] logarithms) {

    double[] probabilities(double temperature) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (double value : logarithms) {
        greatest = Math.max(greatest, value);
      }
      double[] shares = new double[logarithms.length];
      double sum = 0;
      for (int c = 0; c < shares.length; c++) {
        shares[c] = Math.exp((logarithms[c] - greatest) / temperature);
        sum += shares[c];
      }
      for (int c = 0; c < shares.length; c++) {
        shares[c] /= sum;
      }
      return shares;
    }

    int best() {
      int best = 0;
      for (int c = 1; c < logarithms.length; c++) {
        best = logarithms[c] > logarithms[best] ? c : best;
      }
      return best;
    }

    int truth() {
      return Columns.of(utterance.label());
    }
  }

  public VoiceAnswers {
    answers = List.copyOf(answers);
  }

  /** An expert's answers on the windows of recordings, all of one variant. */
  static VoiceAnswers of(VoiceExpert expert, VoiceRows windows) {
    Map<Utterance, double[]> sums = new LinkedHashMap<>();
    Map<Utterance, Integer> counts = new LinkedHashMap<>();
    for (int from = 0; from < windows.rows().size(); from += BATCH) {
      List<VoiceRows.Row> part =
          windows.rows().subList(from, Math.min(windows.rows().size(), from + BATCH));
      float[] logarithms = logarithms(expert, part);
      for (int row = 0; row < part.size(); row++) {
        Utterance utterance = part.get(row).utterance();
        double[] sum = sums.computeIfAbsent(utterance, key -> new double[VoiceExpert.CLASSES]);
        for (int c = 0; c < sum.length; c++) {
          sum[c] += logarithms[row * sum.length + c];
        }
        counts.merge(utterance, 1, Integer::sum);
      }
    }
    List<Answer> answers = new ArrayList<>();
    sums.forEach(
        (utterance, sum) -> {
          for (int c = 0; c < sum.length; c++) {
            sum[c] /= counts.get(utterance);
          }
          answers.add(new Answer(utterance, sum));
        });
    return new VoiceAnswers(answers);
  }

  private static float[] logarithms(VoiceExpert expert, List<VoiceRows.Row> rows) {
    float[] values = new float[rows.size() * VoiceFunctionals.COUNT];
    for (int row = 0; row < rows.size(); row++) {
      float[] own = rows.get(row).functionals();
      System.arraycopy(own, 0, values, row * own.length, own.length);
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      return expert
          .logits(
              new ArrayOperations(manager),
              manager.create(values, new Shape(rows.size(), VoiceFunctionals.COUNT)))
          .logSoftmax(1)
          .toFloatArray();
    }
  }

  /** Those of chosen recordings. */
  VoiceAnswers only(Predicate<Utterance> chosen) {
    return new VoiceAnswers(
        answers.stream().filter(answer -> chosen.test(answer.utterance)).toList());
  }

  /** These and others. */
  VoiceAnswers and(VoiceAnswers others) {
    List<Answer> both = new ArrayList<>(answers);
    both.addAll(others.answers);
    return new VoiceAnswers(both);
  }

  /** Truth against the likeliest class. */
  public Confusion confusion() {
    Confusion confusion = Confusion.empty(VoiceExpert.CLASSES);
    answers.forEach(answer -> confusion.add(answer.truth(), answer.best()));
    return confusion;
  }

  /** The temperature under which the answers are likeliest. */
  public double bestTemperature() {
    double best = MIN_TEMPERATURE;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < STEPS; i++) {
      double temperature = MIN_TEMPERATURE * Math.pow(STEP, i);
      double loss = 0;
      for (Answer answer : answers) {
        loss -= Math.log(Math.max(1e-12, answer.probabilities(temperature)[answer.truth()]));
      }
      if (loss < least) {
        least = loss;
        best = temperature;
      }
    }
    return best;
  }

  /** Expected calibration error at a temperature. */
  public double calibrationError(double temperature) {
    CalibrationError error = new CalibrationError();
    addTo(error, temperature);
    return error.value();
  }

  /** Counts every answer at a temperature. */
  void addTo(CalibrationError error, double temperature) {
    for (Answer answer : answers) {
      double confidence = answer.probabilities(temperature)[answer.best()];
      error.add(confidence, answer.best() == answer.truth());
    }
  }
}
