package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * From a frame to the image a detector looks at, and back. Images are scaled down until their
 * longer side is {@code maxSide}, never up, except for {@link #twice}; each axis has its own
 * factor, so that rounding to whole pixels does not shift the boxes.
 *
 * @param width columns of the detector's input
 * @param height rows of the detector's input
 * @param x frame columns per detector column
 * @param y frame rows per detector row
 */
record DetectionScale(int width, int height, float x, float y) {

  /** Reduction beyond which bilinear sampling would skip pixels. */
  private static final float ALIASES_ABOVE = 2f;

  static DetectionScale of(Mat image, int maxSide) {
    double factor = Math.min(1, (double) maxSide / Math.max(image.cols(), image.rows()));
    int width = Math.max(1, (int) (image.cols() * factor));
    int height = Math.max(1, (int) (image.rows() * factor));
    return new DetectionScale(
        width, height, (float) image.cols() / width, (float) image.rows() / height);
  }

  /** The scale at which everything is twice as large. */
  DetectionScale twice() {
    return new DetectionScale(2 * width, 2 * height, x / 2, y / 2);
  }

  /** Scales into {@code scaled}, or copies nothing and returns the image itself at full size. */
  Mat scale(Mat image, Mat scaled) {
    if (image.cols() == width && image.rows() == height) {
      return image;
    }
    int interpolation = Math.max(x, y) > ALIASES_ABOVE ? INTER_AREA : INTER_LINEAR;
    try (Size size = new Size(width, height)) {
      resize(image, scaled, size, 0, 0, interpolation);
    }
    return scaled;
  }

  /** A box of the detector in frame pixels. */
  FaceBox toFrame(float left, float top, float boxWidth, float boxHeight) {
    return new FaceBox(left * x, top * y, boxWidth * x, boxHeight * y);
  }
}
