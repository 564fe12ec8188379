package io.affectstream.ingest.media;

import org.bytedeco.javacpp.IntPointer;

/**
 * Transformation of stored images to upright: transposed first (rows become columns), then
 * mirrored.
 *
 * @param transpose rows become columns
 * @param mirrorColumns left and right are swapped
 * @param mirrorRows top and bottom are swapped
 */
record Orientation(boolean transpose, boolean mirrorColumns, boolean mirrorRows) {

  static final Orientation UPRIGHT = new Orientation(false, false, false);

  /**
   * From a display matrix: nine numbers {a b u c d v x y w}, a point (p, q) is shown at (a p + c q,
   * b p + d q). A rotation is rounded to a multiple of 90 degrees.
   */
  static Orientation ofDisplayMatrix(IntPointer matrix) {
    int a = matrix.get(0);
    int b = matrix.get(1);
    int c = matrix.get(3);
    int d = matrix.get(4);
    boolean transpose =
        Math.abs((long) b) + Math.abs((long) c) > Math.abs((long) a) + Math.abs((long) d);
    return transpose ? new Orientation(true, c < 0, b < 0) : new Orientation(false, a < 0, d < 0);
  }
}
