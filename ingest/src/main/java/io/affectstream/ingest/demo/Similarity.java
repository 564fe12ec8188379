package io.affectstream.ingest.demo;

/**
 * Rotation, uniform scale and shift of the plane: {@code (x, y) -> (a x - b y + dx, b x + a y +
 * dy)}.
 *
 * @param a scale times cosine of the angle
 * @param b scale times sine of the angle
 * @param dx shift across
 * @param dy shift down
 */
record Similarity(double a, double b, double dx, double dy) {

  /** The one that maps the centre of a square of {@code from} pixels to (x, y). */
  static Similarity place(int from, double scale, double angle, double x, double y) {
    double a = scale * StrictMath.cos(angle);
    double b = scale * StrictMath.sin(angle);
    double centre = (from - 1) / 2.0;
    return new Similarity(a, b, x - a * centre + b * centre, y - b * centre - a * centre);
  }

  /** Least-squares fit of points to points (Umeyama 1991, without reflection). */
  static Similarity fit(double[][] source, double[][] target) {
    double[] from = centre(source);
    double[] to = centre(target);
    double real = 0;
    double imaginary = 0;
    double norm = 0;
    for (int i = 0; i < source.length; i++) {
      double x = source[i][0] - from[0];
      double y = source[i][1] - from[1];
      double u = target[i][0] - to[0];
      double v = target[i][1] - to[1];
      real += x * u + y * v;
      imaginary += x * v - y * u;
      norm += x * x + y * y;
    }
    double a = real / norm;
    double b = imaginary / norm;
    return new Similarity(
        a, b, to[0] - a * from[0] + b * from[1], to[1] - b * from[0] - a * from[1]);
  }

  double[] apply(double x, double y) {
    return new double[] {a * x - b * y + dx, b * x + a * y + dy};
  }

  Similarity inverse() {
    double norm = a * a + b * b;
    return new Similarity(a / norm, -b / norm, -(a * dx + b * dy) / norm, (b * dx - a * dy) / norm);
  }

  /** Root mean square distance after the fit. */
  double residual(double[][] source, double[][] target) {
    double sum = 0;
    for (int i = 0; i < source.length; i++) {
      double[] mapped = apply(source[i][0], source[i][1]);
      sum += square(mapped[0] - target[i][0]) + square(mapped[1] - target[i][1]);
    }
    return Math.sqrt(sum / source.length);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double[] centre(double[][] points) {
    double[] centre = new double[2];
    for (double[] point : points) {
      centre[0] += point[0] / points.length;
      centre[1] += point[1] / points.length;
    }
    return centre;
  }
}
