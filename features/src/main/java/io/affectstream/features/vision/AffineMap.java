package io.affectstream.features.vision;

/**
 * An affine map of the plane: {@code x' = xx x + xy y + tx}, {@code y' = yx x + yy y + ty}. Whole
 * coordinates are centres of pixels.
 *
 * @param xx from x to x
 * @param xy from y to x
 * @param tx shift along x
 * @param yx from x to y
 * @param yy from y to y
 * @param ty shift along y
 */
record AffineMap(double xx, double xy, double tx, double yx, double yy, double ty) {

  /** Mean squared distance from the centre below which points count as one. */
  private static final double MIN_SPREAD = 1e-6;

  /**
   * The least-squares similarity (scale, rotation, shift, no reflection) between two lists of
   * points: Umeyama, "Least-squares estimation of transformation parameters between two point
   * patterns", 1991. In the plane its solution is one complex division.
   *
   * @param from points as x, y pairs, see {@link #determined}
   * @param to the same number of points
   */
  static AffineMap similarity(double[] from, double[] to) {
    double[] p = centre(from);
    double[] q = centre(to);
    double real = 0;
    double imaginary = 0;
    double spread = 0;
    for (int i = 0; i < from.length; i += 2) {
      double px = from[i] - p[0];
      double py = from[i + 1] - p[1];
      double qx = to[i] - q[0];
      double qy = to[i + 1] - q[1];
      real += px * qx + py * qy;
      imaginary += px * qy - py * qx;
      spread += px * px + py * py;
    }
    double a = real / spread;
    double b = imaginary / spread;
    return new AffineMap(a, -b, q[0] - a * p[0] + b * p[1], b, a, q[1] - b * p[0] - a * p[1]);
  }

  /** Points in double precision. */
  static double[] doubles(float[] points) {
    double[] doubles = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      doubles[i] = points[i];
    }
    return doubles;
  }

  /** Whether a similarity can be fitted to points: all finite and not all in one place. */
  static boolean determined(double[] points) {
    double[] centre = centre(points);
    double spread = 0;
    for (int i = 0; i < points.length; i++) {
      double distance = points[i] - centre[i % 2];
      spread += distance * distance;
    }
    return Double.isFinite(spread) && spread / points.length > MIN_SPREAD;
  }

  private static double[] centre(double[] points) {
    double[] centre = {0, 0};
    for (int i = 0; i < points.length; i++) {
      centre[i % 2] += points[i];
    }
    double count = points.length / 2.0;
    return new double[] {centre[0] / count, centre[1] / count};
  }

  /** The map that stretches a box to an image of a size, edges to edges. */
  static AffineMap stretch(PixelBox box, int width, int height) {
    double x = (double) width / box.width();
    double y = (double) height / box.height();
    return new AffineMap(x, 0, (0.5 - box.left()) * x - 0.5, 0, y, (0.5 - box.top()) * y - 0.5);
  }

  /** Mean factor by which lengths grow. */
  double scale() {
    return Math.sqrt(Math.abs(determinant()));
  }

  private double determinant() {
    return xx * yy - xy * yx;
  }

  /** This map for an image whose part from (left, top) on was reduced by a factor of k. */
  AffineMap afterReducing(int left, int top, int k) {
    double x = left + (k - 1) / 2.0;
    double y = top + (k - 1) / 2.0;
    return new AffineMap(
        xx * k, xy * k, xx * x + xy * y + tx, yx * k, yy * k, yx * x + yy * y + ty);
  }

  /**
   * The pixels that a result of a size is sampled from, neighbours included.
   *
   * @param width columns of the result
   * @param height rows of the result
   */
  PixelBox source(int width, int height) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (double x : new double[] {-1 - tx, width - tx}) {
      for (double y : new double[] {-1 - ty, height - ty}) {
        double fromX = (yy * x - xy * y) / determinant();
        double fromY = (xx * y - yx * x) / determinant();
        left = Math.min(left, fromX);
        right = Math.max(right, fromX);
        top = Math.min(top, fromY);
        bottom = Math.max(bottom, fromY);
      }
    }
    return new PixelBox(
        (int) Math.floor(left), (int) Math.floor(top), (int) right + 2, (int) bottom + 2);
  }
}
