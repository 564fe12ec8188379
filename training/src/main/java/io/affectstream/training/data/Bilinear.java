package io.affectstream.training.data;

/** Bilinear interpolation in square images of bytes. */
public final class Bilinear {

  private Bilinear() {}

  /**
   * Value in [0, 1] between four pixels; outside of the image that of its edge.
   *
   * @param pixels planes, row-major
   * @param offset where the plane begins
   * @param side rows and columns
   * @param x column
   * @param y row
   */
  public static float at(byte[] pixels, int offset, int side, double x, double y) {
    double cx = Math.min(Math.max(x, 0), side - 1.0);
    double cy = Math.min(Math.max(y, 0), side - 1.0);
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(x0 + 1, side - 1);
    int y1 = Math.min(y0 + 1, side - 1);
    double fx = cx - x0;
    double fy = cy - y0;
    int top = offset + y0 * side;
    int bottom = offset + y1 * side;
    double upper = (pixels[top + x0] & 0xff) * (1 - fx) + (pixels[top + x1] & 0xff) * fx;
    double lower = (pixels[bottom + x0] & 0xff) * (1 - fx) + (pixels[bottom + x1] & 0xff) * fx;
    return (float) ((upper * (1 - fy) + lower * fy) / 255);
  }
}
