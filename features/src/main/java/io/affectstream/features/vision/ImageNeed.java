package io.affectstream.features.vision;

import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.Manifest;

/**
 * What detector and cropper need of an image. A JPEG can be decoded at a half, a quarter or an
 * eighth of its size, and without colour, for a fraction of the cost.
 *
 * @param grey whether grey images are sufficient
 * @param minFace shorter side of the smallest face that is found, as a share of the image's longer
 *     side
 * @param faceSide minimum pixels of this side after reduction
 */
public record ImageNeed(boolean grey, double minFace, int faceSide) {

  /** Everything: colour and full size. */
  public static final ImageNeed ALL = new ImageNeed(false, 0, 1);

  private static final int MAX_REDUCED = 8;

  /** The needs of a detector, the crop of a graph and the quality measure. */
  public static ImageNeed of(FaceDetector detector, Manifest.ImageInput input) {
    return new ImageNeed(
        detector.readsGrey() && input.colour() == ColourOrder.GREY,
        detector.minFace(),
        Math.max(FaceQuality.SIDE, Math.max(input.width(), input.height())));
  }

  /** How many times smaller an image may be decoded: 1, 2, 4 or 8. */
  int reduction(int width, int height) {
    double face = minFace * Math.max(width, height);
    int reduction = 1;
    while (reduction < MAX_REDUCED && face / (2 * reduction) >= faceSide) {
      reduction *= 2;
    }
    return reduction;
  }
}
