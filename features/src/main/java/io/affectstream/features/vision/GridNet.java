package io.affectstream.features.vision;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A fully convolutional face net: for each cell of one or several grids over an image it returns a
 * score, a box and five landmarks. Not thread-safe; holds native memory until closed.
 */
public interface GridNet extends AutoCloseable {

  /**
   * Output of the net on one grid.
   *
   * @param stride pixels from one cell to the next
   * @param scores probabilities {@code [images, cells]}, cells row by row
   * @param boxes {@code [images, cells, 4]}: with column c and row r of the cell, centre {@code (c
   *     + b0, r + b1) * stride}, size {@code (exp(b2), exp(b3)) * stride}
   * @param points {@code [images, cells, 10]}: x and y of right eye, left eye, nose, right and left
   *     mouth corner, {@code (c + x, r + y) * stride}
   */
  record Level(int stride, FloatBuffer scores, FloatBuffer boxes, FloatBuffer points) {}

  /**
   * Allocates the input for images of one size.
   *
   * @param images number of images
   * @param height rows, a multiple of the largest stride
   * @param width columns, a multiple of the largest stride
   * @return direct memory {@code [images, height, width]} for grey levels 0..255, valid until the
   *     next call
   */
  FloatBuffer shape(int images, int height, int width);

  /**
   * Runs the net on the images in that memory.
   *
   * @return one element per grid, valid until the next run; an image's values depend on that image
   *     alone
   */
  List<Level> run();

  @Override
  void close();
}
