package io.affectstream.training.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.affectstream.training.Scaling;

/** Losses of the encoder and of the fusion network; each returns a scalar array. */
public final class Losses {

  private static final float EXCLUDED = -1e4f;

  private Losses() {}

  /**
   * Cross-entropy with soft targets, mean over the rows.
   *
   * @param logits {@code [n, classes]}
   * @param targets {@code [n, classes]}; rows may be weighted
   */
  public static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return targets.mul(logits.logSoftmax(1)).sum(new int[] {1}).mean().neg();
  }

  /**
   * Binary cross-entropy on logits (Zhang et al. 2022, eq. 4), mean over the labels and over the
   * rows that count.
   *
   * @param logits {@code [n, labels]}
   * @param targets {@code [n, labels]} in [0, 1]
   * @param rows {@code [n, 1]}, 1 where the row counts, else 0
   */
  public static NDArray binaryCrossEntropy(NDArray logits, NDArray targets, NDArray rows) {
    NDArray positive = logits.getNDArrayInternal().relu();
    NDArray tail = logits.abs().neg().exp().add(1).log();
    NDArray each = positive.sub(logits.mul(targets)).add(tail);
    NDArray perRow = each.mean(new int[] {1}, true).mul(rows);
    return perRow.sum().div(rows.sum().add(1e-6f));
  }

  /**
   * Circle loss (Zhang et al. 2022, eq. 5): {@code log(1 + sum over inactive e^s) + log(1 + sum
   * over active e^-s)}, by log-sum-exp, mean over the rows that count.
   *
   * @param logits {@code [n, labels]}
   * @param active {@code [n, labels]}, 0 or 1
   * @param rows {@code [n, 1]}, 1 where the row counts, else 0
   */
  public static NDArray circle(NDArray logits, NDArray active, NDArray rows) {
    NDArray inactive = active.mul(-1).add(1);
    NDArray down = logits.mul(inactive).add(active.mul(EXCLUDED));
    NDArray up = logits.neg().mul(active).add(inactive.mul(EXCLUDED));
    NDArray perRow = logOnePlusSumExp(down).add(logOnePlusSumExp(up)).mul(rows);
    return perRow.sum().div(rows.sum().add(1e-6f));
  }

  private static NDArray logOnePlusSumExp(NDArray exponents) {
    NDArray greatest = exponents.max(new int[] {1}, true).getNDArrayInternal().relu();
    NDArray rest = exponents.sub(greatest).exp().sum(new int[] {1}, true);
    return rest.add(greatest.neg().exp()).log().add(greatest);
  }

  /**
   * Triplet loss on an expression embedding (Vemulapalli and Agarwala 2019): {@code max(0, |a -
   * b|^2 - |a - o|^2 + m) + max(0, |a - b|^2 - |b - o|^2 + m)}, mean over the rows. The two that
   * are alike are nearer to each other than either is to the odd one, by the margin.
   *
   * @param first {@code [n, d]}, rows of length 1
   * @param second {@code [n, d]}, alike the first
   * @param odd {@code [n, d]}, the one that differs
   * @param margins {@code [n]}, one per triplet
   */
  public static NDArray triplet(NDArray first, NDArray second, NDArray odd, NDArray margins) {
    NDArray near = squaredDistance(first, second).add(margins);
    NDArray fromFirst = near.sub(squaredDistance(first, odd)).getNDArrayInternal().relu();
    NDArray fromSecond = near.sub(squaredDistance(second, odd)).getNDArrayInternal().relu();
    return fromFirst.add(fromSecond).mean();
  }

  private static NDArray squaredDistance(NDArray first, NDArray second) {
    NDArray difference = first.sub(second);
    return difference.mul(difference).sum(new int[] {1});
  }

  /**
   * Supervised contrastive loss (Khosla et al. 2020, eq. 2): rows of one class attract, all others
   * repel. Rows without a partner in the batch are ignored.
   *
   * @param vectors {@code [n, d]}, rows of length 1
   * @param labels class of each row
   * @param temperature divisor of the similarities
   */
  public static NDArray supervisedContrastive(NDArray vectors, int[] labels, float temperature) {
    int rows = labels.length;
    NDManager manager = vectors.getManager();
    float[] partners = new float[rows * rows];
    float[] self = new float[rows * rows];
    int counted = 0;
    for (int i = 0; i < rows; i++) {
      self[i * rows + i] = EXCLUDED;
      counted += shareAmongPartners(partners, labels, i) ? 1 : 0;
    }
    Shape shape = new Shape(rows, rows);
    NDArray similarity =
        Scaling.of(vectors.matMul(vectors.transpose()), 1 / temperature)
            .add(manager.create(self, shape));
    NDArray logProbability = similarity.logSoftmax(1);
    NDArray shared = logProbability.mul(manager.create(partners, shape)).sum();
    return Scaling.of(shared, -1f / Math.max(1, counted));
  }

  private static boolean shareAmongPartners(float[] partners, int[] labels, int row) {
    int count = 0;
    for (int j = 0; j < labels.length; j++) {
      count += j != row && labels[j] == labels[row] ? 1 : 0;
    }
    for (int j = 0; j < labels.length; j++) {
      if (j != row && labels[j] == labels[row]) {
        partners[row * labels.length + j] = 1f / count;
      }
    }
    return count > 0;
  }
}
