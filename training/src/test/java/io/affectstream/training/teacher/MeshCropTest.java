package io.affectstream.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeshCropTest {

  private static final double CLOSE = 1e-3;

  @Test
  void cropAroundALevelMeshIsCentredOnItsBounds() {
    MeshCrop crop = new MeshCrop(24, 24, 64, 0).around(mesh(100, 120, 80, 120, 0));

    assertThat(crop.centreX()).isCloseTo(24 + (100 - 128) / 4.0, within(CLOSE));
    assertThat(crop.centreY()).isCloseTo(24 + (120 - 128) / 4.0, within(CLOSE));
    assertThat(crop.side()).isCloseTo(1.5 * 120 / 4, within(CLOSE));
    assertThat(crop.radians()).isCloseTo(0, within(CLOSE));
  }

  @Test
  void cropAroundATiltedMeshTurnsWithIt() {
    double tilt = Math.toRadians(20);
    MeshCrop crop = new MeshCrop(24, 24, 64, 0).around(mesh(100, 120, 80, 120, tilt));

    assertThat(crop.radians()).isCloseTo(tilt, within(CLOSE));
    assertThat(crop.side()).isCloseTo(1.5 * 120 / 4, within(CLOSE));
    assertThat(crop.centreX()).isCloseTo(24 + (100 - 128) / 4.0, within(CLOSE));
    assertThat(crop.centreY()).isCloseTo(24 + (120 - 128) / 4.0, within(CLOSE));
  }

  @Test
  void sampleShowsTheImageWithItsBorderRepeated() {
    byte[] pixels = new byte[48 * 48];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 48 < 24 ? 51 : 204);
    }
    float[] rgb = MeshCrop.whole(48, 0.1).sample(pixels, 0, 48);

    int row = 128 * FaceMesh.SIDE;
    assertThat(rgb[(row + 2) * 3]).isCloseTo(0.2f, within(1e-5f));
    assertThat(rgb[(row + 250) * 3 + 2]).isCloseTo(0.8f, within(1e-5f));
  }

  /** A rectangle of points with the given centre, width, height and clockwise tilt. */
  private static FaceMesh.Mesh mesh(
      double centreX, double centreY, double width, double height, double tilt) {
    float[] points = new float[FaceMesh.POINTS * 2];
    for (int i = 0; i < FaceMesh.POINTS; i++) {
      double u = width * (i % 2 == 0 ? -0.5 : 0.5);
      double v = height * (i % 4 < 2 ? -0.5 : 0.5);
      put(points, i, centreX, centreY, u, v, tilt);
    }
    put(points, 33, centreX, centreY, -width / 4, 0, tilt);
    put(points, 263, centreX, centreY, width / 4, 0, tilt);
    return new FaceMesh.Mesh(points, 10);
  }

  private static void put(
      float[] points, int at, double x, double y, double u, double v, double tilt) {
    points[2 * at] = (float) (x + Math.cos(tilt) * u - Math.sin(tilt) * v);
    points[2 * at + 1] = (float) (y + Math.sin(tilt) * u + Math.cos(tilt) * v);
  }
}
