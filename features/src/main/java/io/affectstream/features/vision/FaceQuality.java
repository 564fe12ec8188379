package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How much a face crop can be trusted, in [0, 1]: {@code sharpness * size}.
 *
 * <ul>
 *   <li>sharpness = {@code v / (v + 100)}, v = variance of the Laplacian (Pech-Pacheco et al.,
 *       "Diatom autofocusing in brightfield microscopy", 2000) of the box's visible part, grey, 64
 *       by 64 pixels, levels 0..255; the fixed size makes faces of different sizes comparable;
 *   <li>size = {@code min(1, sqrt(w h) / 64)}, w and h of the visible part in pixels of the source.
 * </ul>
 *
 * Pose, light and occlusion are not measured. Noise and strong compression increase the sharpness.
 *
 * <p>Not thread-safe; holds native memory until closed.
 */
public final class FaceQuality implements AutoCloseable {

  static final int SIDE = 64;
  private static final double HALF_SHARP = 100;

  private final Size size;
  private final Mat scaled = new Mat();
  private final GreyImage grey = new GreyImage();
  private final Mat edges = new Mat();
  private final Mat mean = new Mat();
  private final Mat deviation = new Mat();

  /** A measure with its own buffers. */
  public FaceQuality() {
    OpenCv.ready();
    size = new Size(SIDE, SIDE);
  }

  /** The quality of one face of a full-size image. */
  public float score(Mat image, FaceBox box) {
    return score(new Image(image, image.cols(), image.rows()), box);
  }

  /**
   * The quality of one face.
   *
   * @param image BGR or grey; not modified
   * @param box where the face is, in its pixels
   */
  public float score(Image image, FaceBox box) {
    Mat pixels = image.pixels();
    PixelBox part = PixelBox.around(box, 0).clip(pixels);
    try (Rect visible = part.rect();
        Mat view = pixels.apply(visible)) {
      boolean reduces = part.width() > SIDE && part.height() > SIDE;
      resize(view, scaled, size, 0, 0, reduces ? INTER_AREA : INTER_LINEAR);
    }
    double scale = (double) image.scaleX() * image.scaleY();
    double side = Math.sqrt(part.width() * part.height() * scale);
    return (float) (sharpness() * Math.min(1, side / SIDE));
  }

  private double sharpness() {
    Laplacian(grey.of(scaled), edges, CV_32F);
    meanStdDev(edges, mean, deviation);
    double standard = deviation.ptr().getDouble();
    double variance = standard * standard;
    return variance / (variance + HALF_SHARP);
  }

  @Override
  public void close() {
    size.close();
    scaled.close();
    grey.close();
    edges.close();
    mean.close();
    deviation.close();
  }
}
