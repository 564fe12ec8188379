package io.affectstream.training.detector;

import io.affectstream.features.vision.FaceBox;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Grey image in memory.
 *
 * @param width columns
 * @param height rows
 * @param pixels {@code [height, width]}, row-major, 0..255 unsigned
 */
public record GreyImage(int width, int height, byte[] pixels) {

  public GreyImage {
    if (pixels.length != width * height) {
      throw new IllegalArgumentException(
          "grey image: expected %d pixels for %d x %d, found %d"
              .formatted(width * height, width, height, pixels.length));
    }
  }

  /**
   * Decodes an image file.
   *
   * @param name for messages
   * @param encoded content of the file
   * @throws IOException if it is no image that OpenCV reads
   */
  public static GreyImage decode(String name, byte[] encoded) throws IOException {
    try (BytePointer bytes = new BytePointer(encoded);
        Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8UC1, bytes);
        Mat image = opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_GRAYSCALE)) {
      if (image.empty()) {
        throw new IOException(
            "%s: expected an image, found %d bytes that are none".formatted(name, encoded.length));
      }
      return of(image);
    }
  }

  /** A copy of a continuous 8-bit matrix of one channel. */
  static GreyImage of(Mat mat) {
    byte[] pixels = new byte[mat.cols() * mat.rows()];
    try (BytePointer data = mat.data()) {
      data.get(pixels);
    }
    return new GreyImage(mat.cols(), mat.rows(), pixels);
  }

  /** A copy as a matrix, which the caller closes. */
  public Mat toMat() {
    Mat mat = new Mat(height, width, opencv_core.CV_8UC1);
    try (BytePointer data = mat.data()) {
      data.put(pixels, 0, pixels.length);
    }
    return mat;
  }

  /** Mean grey value within a box; 0 where they do not overlap. */
  public double mean(FaceBox box) {
    int left = (int) Math.max(0, box.x());
    int top = (int) Math.max(0, box.y());
    int right = (int) Math.min(width, box.x() + box.width());
    int bottom = (int) Math.min(height, box.y() + box.height());
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += pixels[y * width + x] & 0xff;
      }
    }
    long count = (long) Math.max(0, right - left) * Math.max(0, bottom - top);
    return count == 0 ? 0 : (double) sum / count;
  }

  /** The image with each side times a factor of at most 1, averaged over areas. */
  public GreyImage scaled(double factor) {
    if (factor >= 1) {
      return this;
    }
    try (Mat mat = toMat();
        Mat small = new Mat();
        Size size =
            new Size(
                Math.max(1, (int) Math.round(width * factor)),
                Math.max(1, (int) Math.round(height * factor)))) {
      opencv_imgproc.resize(mat, small, size, 0, 0, opencv_imgproc.INTER_AREA);
      return of(small);
    }
  }

  /**
   * Grey values with zeros to the right and below.
   *
   * @param columns of the result, at least those of the image
   * @param rows of the result, at least those of the image
   */
  public float[] padded(int columns, int rows) {
    float[] values = new float[columns * rows];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * columns + x] = pixels[y * width + x] & 0xff;
      }
    }
    return values;
  }
}
