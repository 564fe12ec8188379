package io.affectstream.training.experts;

import io.affectstream.training.operations.Operations;
import java.util.List;

/**
 * Weights of a logarithmic opinion pool: the logits of a row are the log probabilities of the
 * experts that are present, each times its weight in their subset, and a bias of the subset. A
 * temperature per subset is part of them.
 *
 * @param weights {@code [subset][part]}, 0 where the subset does not hold the part
 * @param biases {@code [subset][8]}
 */
public record ExpertPool(float[][] weights, float[][] biases) {

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if there are not as many subsets, parts or classes
   */
  public ExpertPool {
    requireRows("weights", weights, PartSet.PARTS);
    requireRows("biases", biases, ExpertAnswer.CLASSES);
  }

  private static void requireRows(String name, float[][] rows, int size) {
    if (rows.length != PartSet.COUNT) {
      throw new IllegalArgumentException(
          "%s: expected %d subsets, found %d".formatted(name, PartSet.COUNT, rows.length));
    }
    for (float[] row : rows) {
      if (row.length != size) {
        throw new IllegalArgumentException(
            "%s: expected %d numbers per subset, found %d".formatted(name, size, row.length));
      }
    }
  }

  /** Calibrated probabilities of one answer {@code [8]}. */
  public double[] probabilities(ExpertAnswer answer) {
    double[] logits = new double[ExpertAnswer.CLASSES];
    int subset = answer.subset();
    for (int c = 0; c < logits.length; c++) {
      logits[c] = biases[subset][c];
      for (int part = 0; part < PartSet.PARTS; part++) {
        if (PartSet.holds(subset, part)) {
          logits[c] += weights[subset][part] * (double) answer.logarithms()[part][c];
        }
      }
    }
    return ExpertAnswer.softmax(logits);
  }

  /**
   * Calibrated logits of rows.
   *
   * @param ops what arrays are
   * @param logarithms log probabilities of each part {@code [n, 8]}, finite where absent too
   * @param present 1 where the part is present, else 0, {@code [n, 1]} each
   * @return {@code [n, 8]}
   */
  public <T> T logits(Operations<T> ops, List<T> logarithms, List<T> present) {
    T subset = subset(ops, present);
    T result = ops.matMul(subset, ops.constant(flat(biases), PartSet.COUNT, ExpertAnswer.CLASSES));
    T shares = ops.matMul(subset, ops.constant(flat(weights), PartSet.COUNT, PartSet.PARTS));
    for (int part = 0; part < PartSet.PARTS; part++) {
      T weight = ops.slice(shares, 1, part, part + 1);
      result = ops.add(result, ops.multiply(weight, logarithms.get(part)));
    }
    return result;
  }

  /** Rows of zeros with a one where the subset stands, {@code [n, subsets]}. */
  private static <T> T subset(Operations<T> ops, List<T> present) {
    T rows = ops.plus(ops.times(present.get(0), -1), 1);
    rows = ops.concat(1, rows, present.get(0));
    for (int part = 1; part < PartSet.PARTS; part++) {
      T with = ops.multiply(rows, present.get(part));
      rows = ops.concat(1, ops.subtract(rows, with), with);
    }
    return rows;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * rows[row].length, rows[row].length);
    }
    return flat;
  }
}
