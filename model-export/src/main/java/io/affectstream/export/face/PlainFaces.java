package io.affectstream.export.face;

import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceImages;

/** Unmodified images as the input of an encoder. */
final class PlainFaces {

  private PlainFaces() {}

  /**
   * Some images, resized, grey repeated over the channels.
   *
   * @param images all images
   * @param from first of them
   * @param rows number of images
   * @param side rows and columns of the result
   * @param channels channels of the result
   * @return {@code [rows, channels, side, side]} in [0, 1]
   */
  static float[] of(FaceImages images, int from, int rows, int side, int channels) {
    int source = images.side() * images.side();
    int plane = side * side;
    float[] faces = new float[rows * channels * plane];
    for (int row = 0; row < rows; row++) {
      int first = row * channels * plane;
      FaceAugmentation.plain(
          images.pixels(), (from + row) * source, images.side(), faces, first, side);
      for (int channel = 1; channel < channels; channel++) {
        System.arraycopy(faces, first, faces, first + channel * plane, plane);
      }
    }
    return faces;
  }
}
