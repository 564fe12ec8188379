package io.affectstream.features.vision;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * A box of whole pixels, right and bottom exclusive.
 *
 * @param left first column
 * @param top first row
 * @param right column behind the last
 * @param bottom row behind the last
 */
record PixelBox(int left, int top, int right, int bottom) {

  /** A face's box grown on every side; corner and size are cut towards zero, each at least 1. */
  static PixelBox around(FaceBox box, float margin) {
    int left = (int) (box.x() - margin);
    int top = (int) (box.y() - margin);
    int width = Math.max(1, (int) (box.width() + 2 * margin));
    int height = Math.max(1, (int) (box.height() + 2 * margin));
    return new PixelBox(left, top, left + width, top + height);
  }

  /** The part inside an image, or the nearest border pixels if it is entirely outside. */
  PixelBox clip(Mat image) {
    int x = clamp(left, 0, image.cols() - 1);
    int y = clamp(top, 0, image.rows() - 1);
    return new PixelBox(
        x, y, clamp(right, x + 1, image.cols()), clamp(bottom, y + 1, image.rows()));
  }

  /** The box with its sides cut to multiples of k, which is at most the shorter one. */
  PixelBox multipleOf(int k) {
    return new PixelBox(left, top, right - width() % k, bottom - height() % k);
  }

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  /** The box for OpenCV; the caller closes it. */
  Rect rect() {
    return new Rect(left, top, width(), height());
  }

  private static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(most, value));
  }
}
