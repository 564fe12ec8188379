package io.affectstream.export.face;

import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FacePictures;

/** Unmodified pictures as the input of an encoder. */
final class PlainFaces {

  private PlainFaces() {}

  /**
   * Some pictures, resized, grey repeated over the channels.
   *
   * @param pictures all pictures
   * @param from first of them
   * @param rows number of pictures
   * @param side rows and columns of the result
   * @param channels channels of the result
   * @return {@code [rows, channels, side, side]} in [0, 1]
   */
  static float[] of(FacePictures pictures, int from, int rows, int side, int channels) {
    int source = pictures.side() * pictures.side();
    int plane = side * side;
    float[] faces = new float[rows * channels * plane];
    for (int row = 0; row < rows; row++) {
      int first = row * channels * plane;
      FaceAugmentation.plain(
          pictures.pixels(), (from + row) * source, pictures.side(), faces, first, side);
      for (int channel = 1; channel < channels; channel++) {
        System.arraycopy(faces, first, faces, first + channel * plane, plane);
      }
    }
    return faces;
  }
}
