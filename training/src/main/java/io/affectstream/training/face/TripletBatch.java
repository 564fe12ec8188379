package io.affectstream.training.face;

/**
 * One step's worth of triplets.
 *
 * @param images {@code [3 n, side, side]} in [0, 1]: the first of each pair, the second of each,
 *     the odd ones
 * @param margins {@code [n]}
 */
record TripletBatch(float[] images, float[] margins) {

  int size() {
    return margins.length;
  }
}
