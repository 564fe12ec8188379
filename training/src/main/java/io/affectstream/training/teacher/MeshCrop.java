package io.affectstream.training.teacher;

import io.affectstream.training.data.Bilinear;

/**
 * Square region of a small grey image as input of the teacher.
 *
 * @param centreX in source pixels
 * @param centreY in source pixels
 * @param side in source pixels
 * @param radians clockwise rotation of the face that the crop undoes
 */
public record MeshCrop(double centreX, double centreY, double side, double radians) {

  private static final int RIGHT_EYE = 33;
  private static final int LEFT_EYE = 263;
  private static final double BOX = 1.5;

  /** The whole image and a border of the given share of its side. */
  public static MeshCrop whole(int imageSide, double border) {
    return new MeshCrop(imageSide / 2.0, imageSide / 2.0, imageSide * (1 + 2 * border), 0);
  }

  /**
   * Crop around a mesh found in this crop: level eyes, 1.5 times the longer side of the points'
   * bounds, as in the teacher's training.
   */
  public MeshCrop around(FaceMesh.Mesh mesh) {
    double tilt = tilt(mesh);
    double cos = Math.cos(-tilt);
    double sin = Math.sin(-tilt);
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (int i = 0; i < FaceMesh.POINTS; i++) {
      double x = mesh.points()[2 * i] - FaceMesh.SIDE / 2.0;
      double y = mesh.points()[2 * i + 1] - FaceMesh.SIDE / 2.0;
      double u = cos * x - sin * y;
      double v = sin * x + cos * y;
      left = Math.min(left, u);
      right = Math.max(right, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    double scale = side / FaceMesh.SIDE;
    double total = radians + tilt;
    double u = (left + right) / 2 * scale;
    double v = (top + bottom) / 2 * scale;
    return new MeshCrop(
        centreX + Math.cos(total) * u - Math.sin(total) * v,
        centreY + Math.sin(total) * u + Math.cos(total) * v,
        BOX * Math.max(right - left, bottom - top) * scale,
        total);
  }

  private static double tilt(FaceMesh.Mesh mesh) {
    double dx = mesh.points()[2 * LEFT_EYE] - mesh.points()[2 * RIGHT_EYE];
    double dy = mesh.points()[2 * LEFT_EYE + 1] - mesh.points()[2 * RIGHT_EYE + 1];
    return Math.atan2(dy, dx);
  }

  /**
   * The region at the teacher's size, grey in three channels, bilinear; outside the image its
   * border repeats.
   *
   * @param pixels grey images
   * @param offset start of this one
   * @param imageSide its rows and columns
   */
  public float[] sample(byte[] pixels, int offset, int imageSide) {
    float[] rgb = new float[FaceMesh.SIDE * FaceMesh.SIDE * 3];
    double step = side / FaceMesh.SIDE;
    double cos = Math.cos(radians) * step;
    double sin = Math.sin(radians) * step;
    for (int row = 0; row < FaceMesh.SIDE; row++) {
      for (int column = 0; column < FaceMesh.SIDE; column++) {
        double u = column + 0.5 - FaceMesh.SIDE / 2.0;
        double v = row + 0.5 - FaceMesh.SIDE / 2.0;
        double x = centreX + cos * u - sin * v - 0.5;
        double y = centreY + sin * u + cos * v - 0.5;
        float value = Bilinear.at(pixels, offset, imageSide, x, y);
        int at = (row * FaceMesh.SIDE + column) * 3;
        rgb[at] = value;
        rgb[at + 1] = value;
        rgb[at + 2] = value;
      }
    }
    return rgb;
  }
}
