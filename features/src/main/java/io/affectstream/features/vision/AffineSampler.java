package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Samples a part of an image into one of a fixed size: bilinear, with pixels averaged first where
 * the result has less than half the image's resolution, so that none is skipped. Not thread-safe;
 * holds native memory until closed.
 */
final class AffineSampler implements AutoCloseable {

  /** Minimum reduction at which pixels are averaged before sampling. */
  static final int AVERAGES_FROM = 2;

  private final int width;
  private final int height;
  private final int border;
  private final Size size;
  private final Mat reduced = new Mat();
  private final Mat transform = new Mat(2, 3, CV_64FC1);
  private final DoubleBuffer coefficients = transform.createBuffer();
  private final Scalar black = new Scalar(0, 0, 0, 0);

  /**
   * @param width columns of a result
   * @param height rows of a result
   * @param border OpenCV's border type for pixels outside the image
   */
  AffineSampler(int width, int height, int border) {
    this.width = width;
    this.height = height;
    this.border = border;
    this.size = new Size(width, height);
  }

  Size size() {
    return size;
  }

  /** Samples an image; {@code map} maps it to the result. */
  void sample(Mat image, AffineMap map, Mat result) {
    int k = (int) (1 / map.scale());
    PixelBox part = map.source(width, height).clip(image);
    if (k < AVERAGES_FROM || k > Math.min(part.width(), part.height())) {
      warp(image, map, result);
      return;
    }
    PixelBox whole = part.multipleOf(k);
    try (Rect inside = whole.rect();
        Mat view = image.apply(inside);
        Size smaller = new Size(whole.width() / k, whole.height() / k)) {
      resize(view, reduced, smaller, 0, 0, INTER_AREA);
    }
    warp(reduced, map.afterReducing(whole.left(), whole.top(), k), result);
  }

  private void warp(Mat image, AffineMap map, Mat result) {
    coefficients.put(0, map.xx()).put(1, map.xy()).put(2, map.tx());
    coefficients.put(3, map.yx()).put(4, map.yy()).put(5, map.ty());
    warpAffine(image, result, transform, size, INTER_LINEAR, border, black);
  }

  @Override
  public void close() {
    size.close();
    reduced.close();
    transform.close();
    black.close();
  }
}
