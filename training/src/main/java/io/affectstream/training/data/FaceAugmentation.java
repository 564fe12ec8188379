package io.affectstream.training.data;

import java.util.random.RandomGenerator;

/**
 * Draws a variation of a grey face: mirror, rotation, scale, shift, gamma, blur by lower
 * resolution, a grey rectangle over a part. Pixels outside the image repeat its border.
 *
 * @param rotationDegrees maximum rotation to either side
 * @param scale maximum change of size, as a share
 * @param shift maximum shift in either direction, as a share of the side
 * @param gamma maximum exponent of the pixels; the minimum is its inverse
 * @param occlusion probability of a rectangle
 * @param lowResolution probability of a lower resolution
 */
public record FaceAugmentation(
    double rotationDegrees,
    double scale,
    double shift,
    double gamma,
    double occlusion,
    double lowResolution) {

  /**
   * One variation.
   *
   * @param pixels images {@code [n, side, side]}
   * @param offset start of the image within them
   * @param side its rows and columns
   * @param out receives {@code [outSide, outSide]} in [0, 1]
   * @param outOffset start within {@code out}
   * @param outSide rows and columns wanted
   * @param random the draw
   */
  public void draw(
      byte[] pixels,
      int offset,
      int side,
      float[] out,
      int outOffset,
      int outSide,
      RandomGenerator random) {
    double angle = Math.toRadians(symmetric(random) * rotationDegrees);
    double size = 1 + symmetric(random) * scale;
    double mirror = random.nextBoolean() ? -1 : 1;
    double dx = symmetric(random) * shift * side;
    double dy = symmetric(random) * shift * side;
    double step = side / (double) outSide * size;
    double cos = Math.cos(angle) * step;
    double sin = Math.sin(angle) * step;
    double[] affine = {cos * mirror, -sin, side / 2.0 + dx, sin * mirror, cos, side / 2.0 + dy};
    sample(pixels, offset, side, affine, out, outOffset, outSide);
    exponent(out, outOffset, outSide * outSide, Math.pow(gamma, symmetric(random)));
    if (random.nextDouble() < lowResolution) {
      coarsen(out, outOffset, outSide, 2);
    }
    if (random.nextDouble() < occlusion) {
      occlude(out, outOffset, outSide, random);
    }
  }

  /** The unmodified image, resized to {@code outSide}. */
  public static void plain(
      byte[] pixels, int offset, int side, float[] out, int outOffset, int outSide) {
    framed(pixels, offset, side, 1, false, out, outOffset, outSide);
  }

  /**
   * The image resized to {@code outSide}, with another frame.
   *
   * @param share of the image's side that is visible; above 1 its border is repeated
   * @param mirrored whether left and right change places
   */
  public static void framed(
      byte[] pixels,
      int offset,
      int side,
      double share,
      boolean mirrored,
      float[] out,
      int outOffset,
      int outSide) {
    double step = side / (double) outSide * share;
    double[] affine = {mirrored ? -step : step, 0, side / 2.0, 0, step, side / 2.0};
    sample(pixels, offset, side, affine, out, outOffset, outSide);
  }

  private static void sample(
      byte[] pixels, int offset, int side, double[] a, float[] out, int outOffset, int outSide) {
    double half = outSide / 2.0;
    for (int row = 0; row < outSide; row++) {
      double v = row + 0.5 - half;
      for (int column = 0; column < outSide; column++) {
        double u = column + 0.5 - half;
        double x = a[0] * u + a[1] * v + a[2] - 0.5;
        double y = a[3] * u + a[4] * v + a[5] - 0.5;
        out[outOffset + row * outSide + column] = Bilinear.at(pixels, offset, side, x, y);
      }
    }
  }

  private static void exponent(float[] out, int from, int length, double exponent) {
    for (int i = from; i < from + length; i++) {
      out[i] = (float) Math.pow(out[i], exponent);
    }
  }

  private static void coarsen(float[] out, int from, int side, int factor) {
    for (int row = 0; row + factor <= side; row += factor) {
      for (int column = 0; column + factor <= side; column += factor) {
        float sum = 0;
        for (int i = 0; i < factor * factor; i++) {
          sum += out[from + (row + i / factor) * side + column + i % factor];
        }
        for (int i = 0; i < factor * factor; i++) {
          out[from + (row + i / factor) * side + column + i % factor] = sum / (factor * factor);
        }
      }
    }
  }

  private static void occlude(float[] out, int from, int side, RandomGenerator random) {
    int height = side / 8 + random.nextInt(side / 4);
    int width = side / 8 + random.nextInt(side / 4);
    int top = random.nextInt(side - height);
    int left = random.nextInt(side - width);
    float grey = random.nextFloat();
    for (int row = top; row < top + height; row++) {
      for (int column = left; column < left + width; column++) {
        out[from + row * side + column] = grey;
      }
    }
  }

  private static double symmetric(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }
}
