package io.affectstream.features.smoothing;

import io.affectstream.schemas.Expression;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Thresholds and windows of the label filter, by class index.
 *
 * @param rules one rule per class; the number of rules is the number of classes
 */
public record SmoothingConfig(List<Rule> rules) implements Serializable {

  /** Threshold and window of frequent classes (Zhang et al. 2022, published code). */
  public static final Rule MAJORITY = new Rule(5, 10);

  /** Threshold and window of the classes that {@link #isMinority} names. */
  public static final Rule MINORITY = new Rule(3, 6);

  /** The eight expressions with the default rules. */
  public static final SmoothingConfig DEFAULT = ofExpressions(MAJORITY, MINORITY);

  /**
   * Rule for the runs of one class.
   *
   * @param threshold longest run, in frames, that counts as an outlier; 0 keeps every run
   * @param window frames on each side of an outlier that vote
   */
  public record Rule(int threshold, int window) implements Serializable {

    /** A rule that keeps every run. */
    public static final Rule OFF = new Rule(0, 0);

    /** Largest threshold and window: a minute at 60 frames/s, so that state stays small. */
    public static final int LIMIT = 3600;

    /**
     * @throws IllegalArgumentException if a number is outside [0, {@value #LIMIT}]
     */
    public Rule {
      check("threshold", threshold);
      check("window", window);
    }

    private static void check(String name, int frames) {
      if (frames < 0 || frames > LIMIT) {
        throw new IllegalArgumentException(
            "smoothing %s: expected 0 to %d frames, found %d".formatted(name, LIMIT, frames));
      }
    }
  }

  /**
   * @throws IllegalArgumentException if there is no rule
   */
  public SmoothingConfig {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("smoothing: expected a rule per class, found none");
    }
  }

  /** The eight expressions, with one rule for the minority classes and one for the others. */
  public static SmoothingConfig ofExpressions(Rule majority, Rule minority) {
    List<Rule> rules = new ArrayList<>();
    for (Expression expression : Expression.values()) {
      rules.add(isMinority(expression) ? minority : majority);
    }
    return new SmoothingConfig(rules);
  }

  /** Anger, Disgust, Fear, Sadness and Surprise, rare in Aff-Wild2 (Zhang et al. 2022, 3.3). */
  public static boolean isMinority(Expression expression) {
    return switch (expression) {
      case ANGER, DISGUST, FEAR, SADNESS, SURPRISE -> true;
      case NEUTRAL, HAPPINESS, OTHER -> false;
    };
  }

  /** Number of classes; labels are in [0, classes). */
  public int classes() {
    return rules.size();
  }

  /** Longest run of the class, in frames, that is an outlier. */
  public int threshold(int label) {
    return rules.get(label).threshold();
  }

  /** Frames on each side of an outlier of the class that vote. */
  public int window(int label) {
    return rules.get(label).window();
  }

  /** Largest threshold of any class. */
  public int maxThreshold() {
    return rules.stream().mapToInt(Rule::threshold).max().orElseThrow();
  }

  /** Largest window of any class. */
  public int maxWindow() {
    return rules.stream().mapToInt(Rule::window).max().orElseThrow();
  }

  /**
   * Maximum number of labels that {@link StreamingSmoother} holds after a push: the label of a
   * frame is emitted after at most this many later frames.
   */
  public int maxDelay() {
    return maxThreshold() + maxWindow();
  }

  /**
   * @throws IllegalArgumentException if the label is not in [0, classes)
   */
  void checkLabel(int label) {
    if (label < 0 || label >= classes()) {
      throw new IllegalArgumentException(
          "smoothing: expected a label in [0, %d), found %d; frames without a measurement are not"
                  .formatted(classes(), label)
              + " smoothed");
    }
  }
}
