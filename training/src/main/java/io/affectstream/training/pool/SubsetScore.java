package io.affectstream.training.pool;

import io.affectstream.training.metrics.Bootstrap;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.metrics.CalibrationError;
import io.affectstream.training.metrics.Confusion;
import java.util.ArrayList;
import java.util.List;

/** Figures of rows of one subset of the modalities. */
public final class SubsetScore {

  /**
   * One row.
   *
   * @param truth column of its class
   * @param best column of the most probable class
   * @param confidence its probability
   */
  public record Answer(int truth, int best, double confidence) {

    static Answer of(int truth, double[] probabilities) {
      int best = ExpertAnswer.likeliest(probabilities);
      return new Answer(truth, best, probabilities[best]);
    }

    /** Whether the most probable class is the true one. */
    public boolean isRight() {
      return truth == best;
    }
  }

  private final Confusion confusion = Confusion.empty(ExpertAnswer.CLASSES);
  private final CalibrationError calibration = new CalibrationError();
  private final List<Answer> answers = new ArrayList<>();
  private long certain;
  private long certainRight;
  private long contained;
  private long members;

  /**
   * Counts a row.
   *
   * @param truth column of its class
   * @param probabilities {@code [8]}
   * @param abstain least probability of the best class of a certain row
   * @param include least probability of a class in the set
   */
  public void add(int truth, double[] probabilities, double abstain, double include) {
    int best = ExpertAnswer.likeliest(probabilities);
    answers.add(new Answer(truth, best, probabilities[best]));
    confusion.add(truth, best);
    calibration.add(probabilities[best], best == truth);
    if (probabilities[best] >= abstain) {
      certain++;
      certainRight += best == truth ? 1 : 0;
    }
    for (int c = 0; c < probabilities.length; c++) {
      if (c == best || probabilities[c] >= include) {
        members++;
        contained += c == truth ? 1 : 0;
      }
    }
  }

  /** Rows counted. */
  public int rows() {
    return answers.size();
  }

  /** The rows, in the order in which they were counted. */
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Macro F1 with its 95 % interval. */
  public Interval macroF1() {
    return Bootstrap.of(
        answers.stream().mapToInt(Answer::truth).toArray(),
        answers.stream().mapToInt(Answer::best).toArray(),
        ExpertAnswer.CLASSES,
        Confusion::macroF1);
  }

  /** Truth against the likeliest class. */
  public Confusion confusion() {
    return confusion;
  }

  /** Expected calibration error (Guo et al. 2017). */
  public double calibrationError() {
    return calibration.value();
  }

  /** Share of the rows that are certain. */
  public double coverage() {
    return (double) certain / rows();
  }

  /** Accuracy of the certain rows. */
  public double certainAccuracy() {
    return (double) certainRight / certain;
  }

  /** Share of the rows whose set contains the truth. */
  public double contained() {
    return (double) contained / rows();
  }

  /** Mean number of classes in a set. */
  public double setSize() {
    return (double) members / rows();
  }
}
