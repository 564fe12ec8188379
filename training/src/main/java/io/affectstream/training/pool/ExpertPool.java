package io.affectstream.training.pool;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.operations.Operations;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pools the answers of experts. A single expert keeps its answer. Two or three are combined by
 * Bayes' rule, each through its {@link Channel}: {@code logit(c) = prior(c) + sum over present
 * modalities of log u(c)}. Without any modality, the prior remains. The logits of every subset are
 * divided by a temperature of its own; that of a voice alone is fitted with foreign voices too.
 *
 * @param channels per modality
 * @param prior of the classes, logarithms {@code [8]}
 * @param temperatures per subset {@code [8]}
 */
public record ExpertPool(List<Channel> channels, double[] prior, double[] temperatures) {

  /** Column of the class without emotion. */
  public static final int NEUTRAL = Columns.of(Expression.NEUTRAL);

  private static final int CLASSES = ExpertAnswer.CLASSES;

  /** Checks the sizes. */
  public ExpertPool {
    channels = List.copyOf(channels);
    if (channels.size() != ModalitySet.MODALITIES
        || prior.length != CLASSES
        || temperatures.length != ModalitySet.COUNT) {
      throw new IllegalArgumentException(
          "pool: expected %d channels, %d priors and %d temperatures, found %d, %d and %d"
              .formatted(
                  ModalitySet.MODALITIES,
                  CLASSES,
                  ModalitySet.COUNT,
                  channels.size(),
                  prior.length,
                  temperatures.length));
    }
  }

  /** Probabilities of one row {@code [8]}. */
  public double[] probabilities(ExpertAnswer answer) {
    int subset = answer.subset();
    double[] logits =
        ModalitySet.size(subset) == 1
            ? answer.logs()[Integer.numberOfTrailingZeros(subset)].clone()
            : combined(answer);
    for (int c = 0; c < CLASSES; c++) {
      logits[c] /= temperatures[subset];
    }
    return ExpertAnswer.softmax(logits);
  }

  private double[] combined(ExpertAnswer answer) {
    double[] logits = prior.clone();
    for (int m = 0; m < ModalitySet.MODALITIES; m++) {
      if (ModalitySet.contains(answer.subset(), m)) {
        Channel channel = channels.get(m);
        double[] evidence = channel.evidence(channel.answer(answer.logs()[m]));
        for (int c = 0; c < CLASSES; c++) {
          logits[c] += Math.log(evidence[c]);
        }
      }
    }
    return logits;
  }

  /** The same with temperatures per subset. */
  ExpertPool at(double[] others) {
    return new ExpertPool(channels, prior, others);
  }

  /**
   * Logits of rows, the logarithms of {@link #probabilities} up to a constant.
   *
   * @param ops operations on arrays or on a graph
   * @param logs log probabilities of each modality {@code [n, 8]}, finite also where absent
   * @param present 1 where the modality is present, else 0, {@code [n, 1]} each
   * @return {@code [n, 8]}
   */
  public <T> T logits(Operations<T> ops, List<T> logs, List<T> present) {
    T subset = subset(ops, present);
    T combined = ops.constant(floats(prior), 1, CLASSES);
    T alone = ops.times(logs.get(0), 0);
    for (int m = 0; m < ModalitySet.MODALITIES; m++) {
      T evidence = evidence(ops, channels.get(m), logs.get(m));
      combined = ops.add(combined, ops.multiply(present.get(m), ops.log(evidence)));
      T isAlone = ops.slice(subset, 1, 1L << m, (1L << m) + 1);
      alone = ops.add(alone, ops.multiply(isAlone, logs.get(m)));
    }
    T logits = ops.add(ops.multiply(combined, perSubset(ops, subset, combining())), alone);
    return ops.multiply(logits, perSubset(ops, subset, scales()));
  }

  private static <T> T evidence(Operations<T> ops, Channel channel, T logs) {
    T logits =
        ops.add(
            ops.times(logs, (float) channel.weight()),
            ops.constant(floats(channel.bias()), 1, CLASSES));
    T answer = ops.softmax(logits, 1);
    T neutral = ops.slice(answer, 1, NEUTRAL, NEUTRAL + 1L);
    float shows = (float) (1 - channel.neutral() - channel.foreign());
    T evidence = ops.add(ops.times(answer, shows), ops.times(neutral, (float) channel.neutral()));
    return ops.plus(evidence, (float) channel.foreign() / CLASSES);
  }

  /** 0 for single modalities, 1 for the other subsets. */
  private static double[] combining() {
    return IntStream.range(0, ModalitySet.COUNT)
        .mapToDouble(subset -> ModalitySet.size(subset) == 1 ? 0 : 1)
        .toArray();
  }

  private double[] scales() {
    return Arrays.stream(temperatures).map(temperature -> 1 / temperature).toArray();
  }

  /**
   * A number of each row's subset, {@code [n, 1]}.
   *
   * @param subset {@link #subset}
   * @param values per subset
   */
  static <T> T perSubset(Operations<T> ops, T subset, double[] values) {
    return ops.matMul(subset, ops.constant(floats(values), ModalitySet.COUNT, 1));
  }

  /**
   * Rows of zeros with a one in the column of the row's subset, {@code [n, subsets]}.
   *
   * @param present {@code [n, 1]} per modality
   */
  static <T> T subset(Operations<T> ops, List<T> present) {
    T rows = ops.plus(ops.times(present.get(0), -1), 1);
    rows = ops.concat(1, rows, present.get(0));
    for (int m = 1; m < ModalitySet.MODALITIES; m++) {
      T with = ops.multiply(rows, present.get(m));
      rows = ops.concat(1, ops.subtract(rows, with), with);
    }
    return rows;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
