package io.affectstream.training.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.affectstream.training.Scaling;

/**
 * Loss of the face detector: binary cross-entropy of the score, distance IoU loss of the box (Zheng
 * et al. 2020), a smooth absolute error of the landmarks in sizes of the face.
 */
final class DetectorLoss {

  private static final float TINY = 1e-6f;
  private static final float LARGEST_LOG = 4;

  /** Landmark error, in sizes of a face, below which the loss is quadratic. */
  private static final float SMOOTH = 0.02f;

  private DetectorLoss() {}

  /**
   * The three parts.
   *
   * @param score sum over the cells
   * @param box mean over the assigned cells
   * @param points mean over the assigned cells of the sum over the coordinates
   */
  record Parts(NDArray score, NDArray box, NDArray points) {}

  /**
   * The loss of some outputs.
   *
   * @param outputs {@code [n, cells, 15]}
   * @param targets for these outputs
   */
  static Parts of(NDArray outputs, DetectorTargets targets) {
    NDManager manager = outputs.getManager();
    long n = outputs.getShape().get(0);
    long cells = outputs.getShape().get(1);
    NDArray assigned = manager.create(targets.assigned(), new Shape(n, cells));
    return new Parts(
        score(
            outputs.get(new NDIndex(":, :, 0")),
            manager.create(targets.score(), new Shape(n, cells)),
            manager.create(targets.scoreWeight(), new Shape(n, cells))),
        box(
            outputs.get(new NDIndex(":, :, 1:3")),
            outputs.get(new NDIndex(":, :, 3:5")),
            manager.create(targets.box(), new Shape(n, cells, 4)),
            assigned),
        points(
            outputs.get(new NDIndex(":, :, 5:15")),
            manager.create(targets.points(), new Shape(n, cells, 10)),
            manager.create(targets.pointWeight(), new Shape(n, cells, 1)),
            assigned));
  }

  private static NDArray score(NDArray logits, NDArray target, NDArray weight) {
    NDArray positive = logits.getNDArrayInternal().relu();
    NDArray tail = logits.abs().neg().exp().add(1).log();
    return positive.sub(logits.mul(target)).add(tail).mul(weight).sum();
  }

  private static NDArray box(NDArray centre, NDArray log, NDArray target, NDArray assigned) {
    NDArray half = Scaling.of(log.clip(-LARGEST_LOG, LARGEST_LOG).exp(), 0.5f);
    NDArray first = centre.sub(half);
    NDArray last = centre.add(half);
    NDArray targetFirst = target.get(new NDIndex(":, :, 0:2"));
    NDArray targetLast = target.get(new NDIndex(":, :, 2:4"));
    NDArray inner =
        last.minimum(targetLast).sub(first.maximum(targetFirst)).getNDArrayInternal().relu();
    NDArray outer = last.maximum(targetLast).sub(first.minimum(targetFirst));
    NDArray intersection = product(inner);
    NDArray union =
        product(last.sub(first)).add(product(targetLast.sub(targetFirst))).sub(intersection);
    NDArray iou = intersection.div(union.add(TINY));
    NDArray shift = Scaling.of(first.add(last).sub(targetFirst).sub(targetLast), 0.5f);
    NDArray distance = squares(shift).div(squares(outer).add(TINY));
    return distance.sub(iou).mul(assigned).sum().add(assigned.sum());
  }

  private static NDArray product(NDArray pairs) {
    return pairs.get(new NDIndex(":, :, 0")).mul(pairs.get(new NDIndex(":, :, 1")));
  }

  private static NDArray squares(NDArray pairs) {
    return pairs.mul(pairs).sum(new int[] {2});
  }

  private static NDArray points(NDArray points, NDArray target, NDArray weight, NDArray assigned) {
    NDArray error = points.sub(target).mul(weight);
    NDArray smooth = error.mul(error).add(SMOOTH * SMOOTH).sqrt();
    return smooth.sum(new int[] {2}).mul(assigned).sum();
  }
}
