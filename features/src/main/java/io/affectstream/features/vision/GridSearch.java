package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Searches whole images at a scale with a {@link GridNet}. Not thread-safe; owns the net. */
final class GridSearch implements AutoCloseable {

  private final int stride;
  private final GridImages input;
  private final GridCandidates candidates;
  private final GreyImage grey = new GreyImage();
  private final Mat scaled = new Mat();

  /**
   * @param net closed with this search
   * @param stride the net's largest stride
   * @param sameFace overlap (IoU) above which the weaker of two faces is dropped
   */
  GridSearch(GridNet net, int stride, float sameFace) {
    this.stride = stride;
    this.input = new GridImages(net);
    this.candidates = new GridCandidates(sameFace);
  }

  /**
   * Faces in pixels of the image, best first.
   *
   * @param image BGR or grey; not modified
   * @param scale at which the net sees it
   * @param threshold min score
   */
  List<DetectedFace> faces(Mat image, DetectionScale scale, float threshold) {
    Mat seen = grey.of(scale.scale(image, scaled));
    input.shape(GridImages.Shape.padded(seen.rows(), seen.cols(), stride));
    seen.convertTo(input.image(0), CV_32F);
    return candidates.read(input.run(), 0, input.shape(), threshold).stream()
        .map(face -> face.scaled(scale.x(), scale.y()))
        .filter(face -> face.box().shownBy(image.cols(), image.rows()))
        .toList();
  }

  @Override
  public void close() {
    try (input) {
      grey.close();
      scaled.close();
    }
  }
}
