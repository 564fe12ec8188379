package io.affectstream.training.detector;

import io.affectstream.training.blocks.FaceDetectorNet;

/**
 * Cells of all heads over an image, one after the other: strides ascending, row-major.
 *
 * @param columns column of each cell
 * @param rows row of each cell
 * @param strides stride of each cell
 */
record Grid(int[] columns, int[] rows, int[] strides) {

  static Grid of(int width, int height) {
    int cells = 0;
    for (int stride : FaceDetectorNet.STRIDES) {
      cells += width / stride * (height / stride);
    }
    Grid grid = new Grid(new int[cells], new int[cells], new int[cells]);
    int at = 0;
    for (int stride : FaceDetectorNet.STRIDES) {
      for (int row = 0; row < height / stride; row++) {
        for (int column = 0; column < width / stride; column++) {
          grid.columns[at] = column;
          grid.rows[at] = row;
          grid.strides[at++] = stride;
        }
      }
    }
    return grid;
  }

  int size() {
    return columns.length;
  }
}
