package io.affectstream.training.corpus;

/** Logarithms of the probabilities of logits. */
final class LogSoftmax {

  private LogSoftmax() {}

  static float[] of(float[] logits) {
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    float[] logs = new float[logits.length];
    for (int c = 0; c < logs.length; c++) {
      logs[c] = (float) (logits[c] - max - Math.log(sum));
    }
    return logs;
  }
}
