package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.opencv.opencv_core.Mat;

/** Grey versions of images, in a reused buffer. Not thread-safe. */
final class GreyImage implements AutoCloseable {

  private final Mat grey = new Mat();

  /** The image itself if it is grey; else a buffer valid until the next call. */
  Mat of(Mat image) {
    if (image.channels() == 1) {
      return image;
    }
    cvtColor(image, grey, COLOR_BGR2GRAY);
    return grey;
  }

  @Override
  public void close() {
    grey.close();
  }
}
