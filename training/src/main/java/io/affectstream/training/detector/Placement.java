package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Mirror, rotation, scale and shift that place a source image on a canvas: {@code to = target +
 * scale R(angle) M (from - centre)}. Coordinates are continuous: pixel k covers k to k + 1.
 *
 * @param centreX column of the source that becomes the target
 * @param centreY row of the source that becomes the target
 * @param targetX column on the canvas
 * @param targetY row on the canvas
 * @param scale pixels of the canvas per pixel of the source
 * @param angle clockwise, in radians
 * @param mirrored whether left and right are exchanged first
 */
record Placement(
    double centreX,
    double centreY,
    double targetX,
    double targetY,
    double scale,
    double angle,
    boolean mirrored) {

  /** Scale below which the source is shrunk by area first, so that nothing is skipped. */
  private static final double SHRUNK = 0.7;

  /** Order of the coordinates after mirroring: the subject's right becomes the left. */
  private static final int[] MIRRORED = {1, 0, 2, 4, 3};

  double x(double x, double y) {
    return targetX + scale * (Math.cos(angle) * side(x) - Math.sin(angle) * (y - centreY));
  }

  double y(double x, double y) {
    return targetY + scale * (Math.sin(angle) * side(x) + Math.cos(angle) * (y - centreY));
  }

  private double side(double x) {
    return mirrored ? centreX - x : x - centreX;
  }

  /** A face on the canvas. Its box bounds the rotated ellipse within its box on the source. */
  DetectedFace of(DetectedFace face) {
    float[] points = face.landmarks();
    float[] placed = new float[points.length];
    for (int i = 0; i < points.length / 2; i++) {
      int from = mirrored ? MIRRORED[i] : i;
      placed[2 * i] = (float) x(points[2 * from], points[2 * from + 1]);
      placed[2 * i + 1] = (float) y(points[2 * from], points[2 * from + 1]);
    }
    return new DetectedFace(of(face.box()), face.score(), placed);
  }

  /** A box on the canvas. */
  FaceBox of(FaceBox box) {
    double cx = box.x() + box.width() / 2.0;
    double cy = box.y() + box.height() / 2.0;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double width = scale * Math.hypot(box.width() * cos, box.height() * sin);
    double height = scale * Math.hypot(box.width() * sin, box.height() * cos);
    return new FaceBox(
        (float) (x(cx, cy) - width / 2),
        (float) (y(cx, cy) - height / 2),
        (float) width,
        (float) height);
  }

  /**
   * Draws the source onto a canvas.
   *
   * @param border how pixels beyond the source are made, as OpenCV names it; transparent leaves the
   *     canvas as it is there
   * @param grey value of a constant border
   */
  void draw(Mat source, Mat canvas, int border, int grey) {
    if (scale >= SHRUNK) {
      warp(source, 1, 1, canvas, border, grey);
      return;
    }
    int columns = Math.max(1, (int) Math.round(source.cols() * scale));
    int rows = Math.max(1, (int) Math.round(source.rows() * scale));
    try (Mat small = new Mat();
        Size size = new Size(columns, rows)) {
      opencv_imgproc.resize(source, small, size, 0, 0, opencv_imgproc.INTER_AREA);
      double x = (double) source.cols() / columns;
      double y = (double) source.rows() / rows;
      warp(small, x, y, canvas, border, grey);
    }
  }

  /** Draws a source that was shrunk by so much. */
  private void warp(Mat source, double sx, double sy, Mat canvas, int border, int grey) {
    double mirror = mirrored ? -1 : 1;
    double a = scale * Math.cos(angle) * mirror;
    double b = -scale * Math.sin(angle);
    double d = scale * Math.sin(angle) * mirror;
    double e = scale * Math.cos(angle);
    double c = targetX - a * centreX - b * centreY;
    double f = targetY - d * centreX - e * centreY;
    try (Mat matrix = new Mat(2, 3, opencv_core.CV_64F);
        DoubleIndexer values = matrix.createIndexer();
        Size size = new Size(canvas.cols(), canvas.rows());
        Scalar outside = new Scalar(grey)) {
      values.put(0, 0, a * sx, b * sy, c + (a * sx + b * sy - 1) / 2);
      values.put(1, 0, d * sx, e * sy, f + (d * sx + e * sy - 1) / 2);
      opencv_imgproc.warpAffine(
          source, canvas, matrix, size, opencv_imgproc.INTER_LINEAR, border, outside);
    }
  }
}
