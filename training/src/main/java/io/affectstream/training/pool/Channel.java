package io.affectstream.training.pool;

/**
 * How one expert's answer depends on the class of a row. The person shows the class, or (with
 * probability {@code neutral}) nothing, or (with probability {@code foreign}) anything: a face that
 * only speaks, words without emotion, a voice unlike those of the training. So the expert's
 * evidence for a class c is {@code u(c) = (1 - neutral - foreign) q(c) + neutral q(NEUTRAL) +
 * foreign / 8}, where q is its answer with the frequencies of its training classes removed, {@code
 * q = softmax(weight * log p + bias)}. The evidence for one class against another is therefore
 * bounded, and an expert that answers neutral hardly contradicts the others.
 *
 * @param weight of the log probabilities
 * @param bias of the classes {@code [8]}
 * @param neutral probability of showing nothing, in [0, 1)
 * @param foreign probability of showing anything, in [0, 1); their sum is below 1
 */
public record Channel(double weight, double[] bias, double neutral, double foreign) {

  /** Checks the sizes and probabilities. */
  public Channel {
    boolean shares = neutral >= 0 && foreign >= 0 && neutral + foreign < 1;
    if (bias.length != ExpertAnswer.CLASSES || !shares) {
      throw new IllegalArgumentException(
          "channel: expected %d biases and two shares whose sum is below 1, found %d, %s and %s"
              .formatted(ExpertAnswer.CLASSES, bias.length, neutral, foreign));
    }
  }

  /** Answer with the frequencies removed {@code [8]}. */
  double[] answer(double[] logs) {
    double[] logits = new double[bias.length];
    for (int c = 0; c < logits.length; c++) {
      logits[c] = weight * logs[c] + bias[c];
    }
    return ExpertAnswer.softmax(logits);
  }

  /** Evidence for each class {@code [8]}, from {@link #answer}. */
  double[] evidence(double[] answer) {
    double[] evidence = new double[bias.length];
    for (int c = 0; c < evidence.length; c++) {
      evidence[c] =
          (1 - neutral - foreign) * answer[c]
              + neutral * answer[ExpertPool.NEUTRAL]
              + foreign / bias.length;
    }
    return evidence;
  }
}
