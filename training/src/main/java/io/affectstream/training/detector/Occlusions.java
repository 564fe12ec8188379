package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws what hides parts of faces: masks over mouth and nose, bands over the eyes, spots. */
final class Occlusions {

  private static final double MASK = 0.2;
  private static final double BAND = 0.22;
  private static final double SPOT = 0.31;
  private static final double PATCH = 0.39;

  /** Outline of a mask: across in distances of the eyes, down in those from eyes to mouth. */
  private static final double[][] MASK_OUTLINE = {
    {0, 0.32},
    {0.55, 0.5},
    {1.02, 0.55},
    {0.85, 1.25},
    {0.4, 1.75},
    {-0.4, 1.75},
    {-0.85, 1.25},
    {-1.02, 0.55},
    {-0.55, 0.5}
  };

  private static final double[][] BAND_OUTLINE = {
    {-1.05, -0.3}, {1.05, -0.3}, {1.05, 0.3}, {-1.05, 0.3}
  };

  private Occlusions() {}

  /** Covers parts of some faces. */
  static void draw(Mat canvas, List<DetectedFace> faces, SplittableRandom random) {
    for (DetectedFace face : faces) {
      double kind = random.nextDouble();
      if (kind < MASK) {
        outline(canvas, face, MASK_OUTLINE, random);
      } else if (kind < BAND) {
        outline(canvas, face, BAND_OUTLINE, random);
      } else if (kind < SPOT) {
        spot(canvas, face.box(), random);
      } else if (kind < PATCH) {
        patch(canvas, face.box(), random);
      }
    }
  }

  /** Covers an ellipse, as a hand, a cup or hair would, with what another place shows. */
  private static void patch(Mat canvas, FaceBox box, SplittableRandom random) {
    int width = (int) Math.max(3, box.width() * (0.3 + 0.5 * random.nextDouble()));
    int height = (int) Math.max(3, box.height() * (0.2 + 0.4 * random.nextDouble()));
    int x = (int) (box.x() + box.width() * random.nextDouble() - width / 2.0);
    int y = (int) (box.y() + box.height() * (0.2 + 0.8 * random.nextDouble()) - height / 2.0);
    int fromX = random.nextInt(Math.max(1, canvas.cols() - width));
    int fromY = random.nextInt(Math.max(1, canvas.rows() - height));
    if (x < 0 || y < 0 || x + width > canvas.cols() || y + height > canvas.rows()) {
      return;
    }
    double tilt = 180 * random.nextDouble();
    try (Rect from = new Rect(fromX, fromY, width, height);
        Rect to = new Rect(x, y, width, height);
        Mat source = canvas.apply(from).clone();
        Mat target = canvas.apply(to);
        Scalar none = new Scalar(0);
        Scalar shown = new Scalar(255);
        Mat mask = new Mat(height, width, opencv_core.CV_8UC1, none);
        Point centre = new Point(width / 2, height / 2);
        Size axes = new Size(width / 2, height / 2)) {
      opencv_imgproc.ellipse(mask, centre, axes, tilt, 0, 360, shown, opencv_imgproc.FILLED, 8, 0);
      source.copyTo(target, mask);
    }
  }

  private static void outline(
      Mat canvas, DetectedFace face, double[][] outline, SplittableRandom random) {
    float[] p = face.landmarks();
    double ex = (p[0] + p[2]) / 2.0;
    double ey = (p[1] + p[3]) / 2.0;
    double half = Math.max(0.4, 0.95 + 0.25 * random.nextDouble());
    double ax = (p[2] - p[0]) * half * 0.8;
    double ay = (p[3] - p[1]) * half * 0.8;
    double dx = (p[6] + p[8]) / 2.0 - ex;
    double dy = (p[7] + p[9]) / 2.0 - ey;
    double shift = 0.25 * random.nextDouble() - 0.1;
    int[] points = new int[2 * outline.length];
    for (int i = 0; i < outline.length; i++) {
      double down = outline[i][1] + shift;
      points[2 * i] = (int) Math.round(16 * (ex + outline[i][0] * ax + down * dx));
      points[2 * i + 1] = (int) Math.round(16 * (ey + outline[i][0] * ay + down * dy));
    }
    int grey = random.nextDouble() < 0.6 ? 150 + random.nextInt(106) : random.nextInt(150);
    double opaque = random.nextDouble() < 0.5 ? 1 : 0.7 + 0.3 * random.nextDouble();
    fill(canvas, points, grey, opaque);
    if (random.nextDouble() < 0.6) {
      folds(canvas, ex, ey, ax, ay, dx, dy, grey + random.nextInt(60) - 40);
    }
  }

  /** Fills an outline; cloth that is not opaque keeps some of the shading of what it covers. */
  private static void fill(Mat canvas, int[] points, int grey, double opaque) {
    try (IntPointer values = new IntPointer(points);
        Mat polygon = new Mat(points.length / 2, 1, opencv_core.CV_32SC2, values);
        Mat before = opaque < 1 ? canvas.clone() : new Mat();
        Scalar colour = new Scalar(grey)) {
      opencv_imgproc.fillConvexPoly(canvas, polygon, colour, opencv_imgproc.LINE_AA, 4);
      if (opaque < 1) {
        opencv_core.addWeighted(canvas, opaque, before, 1 - opaque, 0, canvas);
      }
    }
  }

  /** Two lines across a mask. */
  private static void folds(
      Mat canvas, double ex, double ey, double ax, double ay, double dx, double dy, int grey) {
    try (Scalar colour = new Scalar(Math.min(255, Math.max(0, grey)))) {
      for (double down = 0.8; down < 1.5; down += 0.4) {
        try (Point from = point(ex - 0.6 * ax + down * dx, ey - 0.6 * ay + down * dy);
            Point to = point(ex + 0.6 * ax + down * dx, ey + 0.6 * ay + down * dy)) {
          opencv_imgproc.line(canvas, from, to, colour, 1, opencv_imgproc.LINE_AA, 0);
        }
      }
    }
  }

  private static Point point(double x, double y) {
    return new Point((int) Math.round(x), (int) Math.round(y));
  }

  private static void spot(Mat canvas, FaceBox box, SplittableRandom random) {
    int width = (int) Math.max(2, box.width() * (0.2 + 0.5 * random.nextDouble()));
    int height = (int) Math.max(2, box.height() * (0.15 + 0.3 * random.nextDouble()));
    int x = (int) (box.x() + box.width() * random.nextDouble() - width / 2.0);
    int y = (int) (box.y() + box.height() * random.nextDouble() - height / 2.0);
    try (Scalar grey = new Scalar(random.nextInt(256));
        Point centre = new Point(x + width / 2, y + height / 2);
        Size axes = new Size(width / 2 + 1, height / 2 + 1);
        Rect part = new Rect(x, y, width, height)) {
      if (random.nextBoolean()) {
        opencv_imgproc.rectangle(canvas, part, grey, opencv_imgproc.FILLED, 8, 0);
      } else {
        double tilt = 180 * random.nextDouble();
        opencv_imgproc.ellipse(
            canvas, centre, axes, tilt, 0, 360, grey, opencv_imgproc.FILLED, 8, 0);
      }
    }
  }
}
