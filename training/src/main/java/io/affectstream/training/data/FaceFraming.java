package io.affectstream.training.data;

import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.CropAlignment;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.TensorLayout;

/** Crop of a face that matches the images of FER2013, on which the encoders are trained. */
public final class FaceFraming {

  /** Name of the image input. */
  public static final String INPUT = "face";

  /**
   * Share of a cascade's box added on each side to reach the framing of FER2013: on its images,
   * padded and enlarged, the median side of the box is 0.97 of the image.
   */
  private static final float MARGIN = 0.015f;

  /**
   * Median positions of YuNet's five landmarks in FER2013's images, averaged over both sides of the
   * face, in shares of the image: right eye, left eye, nose, right and left mouth corner.
   */
  private static final float[] PLACES = {
    0.321f, 0.386f, 0.679f, 0.386f, 0.5f, 0.592f, 0.351f, 0.746f, 0.649f, 0.746f
  };

  private FaceFraming() {}

  /** Crop for an input of this number of rows and columns. */
  public static Manifest.Crop crop(int side) {
    float[] landmarks = PLACES.clone();
    // The positions count from the edge of the image, the cropper from the first pixel's centre.
    for (int i = 0; i < landmarks.length; i++) {
      landmarks[i] -= 0.5f / side;
    }
    return new Manifest.Crop(CropAlignment.SIMILARITY, MARGIN, landmarks);
  }

  /**
   * Image input of an encoder: pixel / 255.
   *
   * @param side rows and columns
   * @param channels 1 for grey, 3 for red, green, blue
   */
  public static Manifest.ImageInput input(int side, int channels) {
    float[] mean = new float[channels];
    float[] deviation = new float[channels];
    java.util.Arrays.fill(deviation, 1);
    ColourOrder colour = channels == 1 ? ColourOrder.GREY : ColourOrder.RGB;
    return new Manifest.ImageInput(
        INPUT, side, side, TensorLayout.NCHW, colour, 1 / 255f, mean, deviation);
  }
}
