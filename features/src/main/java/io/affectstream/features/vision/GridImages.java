package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** The input memory of a net as matrices that OpenCV fills. Owns the net. */
final class GridImages implements AutoCloseable {

  /**
   * Number and size of the images and of their written part; the rest is 0.
   *
   * @param count images
   * @param height rows
   * @param width columns
   * @param rows rows written
   * @param columns columns written
   */
  record Shape(int count, int height, int width, int rows, int columns) {

    /** Images without padding. */
    static Shape square(int count, int side) {
      return new Shape(count, side, side, side, side);
    }

    /** One image whose sides are rounded up to multiples of a stride. */
    static Shape padded(int rows, int columns, int stride) {
      return new Shape(1, up(rows, stride), up(columns, stride), rows, columns);
    }

    private static int up(int pixels, int stride) {
      return (pixels + stride - 1) / stride * stride;
    }
  }

  private final GridNet net;
  private final List<Mat> images = new ArrayList<>();
  private Shape shape = new Shape(0, 0, 0, 0, 0);
  private FloatBuffer memory = FloatBuffer.allocate(0);

  GridImages(GridNet net) {
    this.net = net;
  }

  /** Sets the shape; reallocates only if it changes. */
  void shape(Shape next) {
    if (next.equals(shape)) {
      return;
    }
    release();
    memory = net.shape(next.count(), next.height(), next.width());
    for (int i = 0; i < memory.limit(); i++) {
      memory.put(i, 0);
    }
    for (int i = 0; i < next.count(); i++) {
      images.add(written(i, next));
    }
    shape = next;
  }

  private Mat written(int index, Shape of) {
    int pixels = of.height() * of.width();
    FloatPointer start = new FloatPointer(memory.slice(index * pixels, pixels));
    try (Mat whole = new Mat(of.height(), of.width(), CV_32FC1, start);
        Rect part = new Rect(0, 0, of.columns(), of.rows())) {
      return new Mat(whole, part);
    }
  }

  /** The part of an image that is written: 32-bit floats, one channel. */
  Mat image(int index) {
    return images.get(index);
  }

  Shape shape() {
    return shape;
  }

  List<GridNet.Level> run() {
    return net.run();
  }

  private void release() {
    images.forEach(Mat::close);
    images.clear();
    shape = new Shape(0, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    release();
    net.close();
  }
}
