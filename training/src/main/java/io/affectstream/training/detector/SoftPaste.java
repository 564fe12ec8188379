package io.affectstream.training.detector;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws an image onto another so that its border fades. */
final class SoftPaste {

  private SoftPaste() {}

  /** Draws. */
  static void draw(GreyImage image, Placement placement, Mat canvas) {
    try (Mat source = image.toMat();
        Mat mask = feathered(source.cols(), source.rows());
        Mat drawn = new Mat(canvas.rows(), canvas.cols(), opencv_core.CV_8UC1);
        Mat weight = new Mat(canvas.rows(), canvas.cols(), opencv_core.CV_8UC1)) {
      placement.draw(source, drawn, opencv_core.BORDER_REPLICATE, 0);
      placement.draw(mask, weight, opencv_core.BORDER_CONSTANT, 0);
      blend(canvas, drawn, weight);
    }
  }

  private static Mat feathered(int columns, int rows) {
    try (Scalar none = new Scalar(0);
        Scalar full = new Scalar(255);
        Size kernel = new Size(0, 0)) {
      Mat mask = new Mat(rows, columns, opencv_core.CV_8UC1, none);
      int margin = columns / 10;
      try (Rect inner = new Rect(margin, margin, columns - 2 * margin, rows - 2 * margin)) {
        opencv_imgproc.rectangle(mask, inner, full, opencv_imgproc.FILLED, 8, 0);
      }
      opencv_imgproc.GaussianBlur(mask, mask, kernel, margin / 2.0);
      return mask;
    }
  }

  private static void blend(Mat canvas, Mat drawn, Mat weight) {
    int length = canvas.cols() * canvas.rows();
    byte[] below = new byte[length];
    byte[] above = new byte[length];
    byte[] share = new byte[length];
    try (BytePointer data = canvas.data();
        BytePointer top = drawn.data();
        BytePointer mask = weight.data()) {
      data.get(below);
      top.get(above);
      mask.get(share);
      for (int i = 0; i < length; i++) {
        int w = share[i] & 0xff;
        below[i] = (byte) (((below[i] & 0xff) * (255 - w) + (above[i] & 0xff) * w + 127) / 255);
      }
      data.put(below, 0, length);
    }
  }
}
