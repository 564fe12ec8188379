package io.affectstream.inference.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.getRotationMatrix2D;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** A still image of a face moved like a camera or a head. */
final class MovingFace {

  /** First frame in which the face is outside the image. */
  static final int AWAY = 101;

  /** First frame after that in which it may return. */
  static final int BACK = 124;

  private static final int FRAMES = 140;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  /** Rings of repeated border around the face, so that its background moves with it. */
  private static final int BORDER = 400;

  private MovingFace() {}

  /**
   * A face enlarged on 320 x 240 pixels at 25 frames a second: it sways, grows and shrinks, leaves
   * at one side, and comes in again. The caller closes the frames.
   */
  static List<Mat> frames(Mat face, int variant) {
    List<Mat> frames = new ArrayList<>();
    try (Mat wide = new Mat();
        Mat map = new Mat(2, 3, CV_64FC1);
        Size size = new Size(WIDTH, HEIGHT);
        Scalar black = new Scalar(0, 0, 0, 0)) {
      copyMakeBorder(face, wide, BORDER, BORDER, BORDER, BORDER, BORDER_REPLICATE, black);
      DoubleBuffer numbers = map.createBuffer();
      double middle = BORDER + (face.cols() - 1) / 2.0;
      for (int i = 0; i < FRAMES; i++) {
        double scale = (2.2 + 0.5 * Math.sin(i / 14.0 + variant));
        double x = WIDTH / 2.0 + 35 * Math.sin(i / 11.0 + variant) + leaving(i);
        double y = HEIGHT / 2.0 + 15 * Math.cos(i / 7.0);
        numbers.put(0, scale).put(1, 0).put(2, x - scale * middle);
        numbers.put(3, 0).put(4, scale).put(5, y - scale * middle);
        Mat frame = new Mat();
        warpAffine(wide, frame, map, size, INTER_LINEAR, BORDER_REPLICATE, black);
        frames.add(frame);
      }
    }
    return frames;
  }

  /** A frame tilted to both sides around its middle, see {@link #tilt}. */
  static List<Mat> tilting(Mat frame) {
    List<Mat> frames = new ArrayList<>();
    try (Point2f middle = new Point2f(frame.cols() / 2f, frame.rows() / 2f);
        Size size = frame.size();
        Scalar black = new Scalar(0, 0, 0, 0)) {
      for (int i = 0; i < FRAMES; i++) {
        Mat tilted = new Mat();
        try (Mat map = getRotationMatrix2D(middle, -tilt(i), 1)) {
          warpAffine(frame, tilted, map, size, INTER_LINEAR, BORDER_REPLICATE, black);
        }
        frames.add(tilted);
      }
    }
    return frames;
  }

  /** Degrees to the subject's left by which a frame is tilted, at most 60 to either side. */
  static double tilt(int frame) {
    return 60 * Math.sin(frame / 20.0);
  }

  /** Out of the image between frames 100 and 125, in 15 frames each way. */
  private static double leaving(int frame) {
    double away = Math.min(1, Math.min((frame - 85) / 15.0, (140 - frame) / 15.0));
    return Math.max(0, away) * WIDTH;
  }
}
