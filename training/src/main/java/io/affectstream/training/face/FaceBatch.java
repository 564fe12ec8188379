package io.affectstream.training.face;

/**
 * One step's worth of images and targets.
 *
 * @param images {@code [n, side, side]} in [0, 1]
 * @param targets {@code [n, 8]} shares of the classes, rows of sum 1
 * @param labels {@code [n]} class of the image that weighs most
 * @param actionUnits {@code [n, 12]} estimates
 * @param actionUnitRows {@code [n]} 1 where estimates exist, else 0
 */
record FaceBatch(
    float[] images, float[] targets, int[] labels, float[] actionUnits, float[] actionUnitRows) {

  int size() {
    return labels.length;
  }
}
