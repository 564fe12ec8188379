package io.affectstream.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MouthGeometryTest {

  @Test
  void sizePlaceAndRotationCancel() {
    float[] mesh = mesh();
    float[] turned = new float[mesh.length];
    double cos = 2.5 * Math.cos(0.4);
    double sin = 2.5 * Math.sin(0.4);
    for (int i = 0; i < mesh.length; i += 2) {
      turned[i] = (float) (cos * mesh[i] - sin * mesh[i + 1] + 30);
      turned[i + 1] = (float) (sin * mesh[i] + cos * mesh[i + 1] - 20);
    }

    assertThat(measures(turned)).containsExactly(measures(mesh), within(1e-3f));
  }

  @Test
  void loweredCornersDropBelowTheLips() {
    float[] mesh = mesh();
    float before = measures(mesh)[MouthGeometry.NAMES.indexOf("cornerDrop")];
    mesh[2 * 61 + 1] += 5;
    mesh[2 * 291 + 1] += 5;

    assertThat(measures(mesh)[MouthGeometry.NAMES.indexOf("cornerDrop")]).isGreaterThan(before);
  }

  private static float[] measures(float[] points) {
    return MouthGeometry.of(new FaceMesh.Mesh(points, 1));
  }

  private static float[] mesh() {
    Random random = new Random(2);
    float[] points = new float[2 * FaceMesh.POINTS];
    for (int i = 0; i < points.length; i++) {
      points[i] = 100 + 3 * random.nextFloat();
    }
    put(points, 33, 60, 80);
    put(points, 263, 140, 80);
    put(points, 168, 100, 80);
    put(points, 2, 100, 120);
    put(points, 61, 80, 140);
    put(points, 291, 120, 140);
    put(points, 152, 100, 180);
    return points;
  }

  private static void put(float[] points, int landmark, float x, float y) {
    points[2 * landmark] = x;
    points[2 * landmark + 1] = y;
  }
}
