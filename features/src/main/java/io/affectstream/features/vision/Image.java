package io.affectstream.features.vision;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A decoded frame, possibly smaller than its source; boxes are in pixels of the source in either
 * case. Holds native memory until closed.
 *
 * @param pixels 8-bit, BGR or grey
 * @param width columns of the source
 * @param height rows of the source
 */
public record Image(Mat pixels, int width, int height) implements AutoCloseable {

  /** Size of the source. */
  public ImageSize size() {
    return new ImageSize(width, height);
  }

  /** Source columns per column, at least 1. */
  public float scaleX() {
    return (float) width / pixels.cols();
  }

  /** Source rows per row, at least 1. */
  public float scaleY() {
    return (float) height / pixels.rows();
  }

  /** Converts a face from source coordinates to pixels of this image. */
  public DetectedFace toPixels(DetectedFace face) {
    return face.scaled(1 / scaleX(), 1 / scaleY());
  }

  /** The same for a face with its window. */
  public FollowedFace toPixels(FollowedFace face) {
    return face.scaled(1 / scaleX(), 1 / scaleY());
  }

  /** Converts a face from pixels of this image to source coordinates. */
  public DetectedFace toSource(DetectedFace face) {
    return face.scaled(scaleX(), scaleY());
  }

  @Override
  public void close() {
    pixels.close();
  }
}
