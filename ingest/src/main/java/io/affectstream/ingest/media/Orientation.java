package io.affectstream.ingest.media;

import org.bytedeco.javacpp.IntPointer;

/**
 * How stored pictures are turned upright: transposed first (rows become columns), then mirrored.
 *
 * @param transpose rows become columns
 * @param mirrorColumns left and right change places
 * @param mirrorRows top and bottom change places
 */
record Orientation(boolean transpose, boolean mirrorColumns, boolean mirrorRows) {

  static final Orientation UPRIGHT = new Orientation(false, false, false);

  /**
   * From a display matrix: nine numbers {a b u c d v x y w}, a point (p, q) is shown at (a p + c q,
   * b p + d q). A turn that is no multiple of 90 degrees goes to the nearest one.
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

  boolean isUpright() {
    return equals(UPRIGHT);
  }
}
