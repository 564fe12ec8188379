package io.affectstream.training.teacher;

import java.util.List;

/**
 * Distances around mouth and nose of a mesh, levelled by the eyes. They measure features that the
 * teacher's blendshapes lack: lips thinned or pressed, the upper lip raised, the nose wrinkled.
 * Vertical distances are in units of the bridge of the nose (landmark 168 to 2), horizontal ones in
 * units of the distance of the outer eye corners, so the size of the face cancels.
 */
public final class MouthGeometry {

  /** Names of the measures. */
  public static final List<String> NAMES =
      List.of(
          "cornerDrop",
          "upperLipHeight",
          "lowerLipHeight",
          "lipOpening",
          "mouthWidth",
          "noseToLip",
          "eyesToNostrils",
          "lipToChin");

  private static final int[] EYES = {33, 263};
  private static final int[] CORNERS = {61, 291};
  private static final int[] NOSTRILS = {129, 358};
  private static final int BRIDGE = 168;
  private static final int NOSE = 2;
  private static final int UPPER_TOP = 0;
  private static final int UPPER_BOTTOM = 13;
  private static final int LOWER_TOP = 14;
  private static final int LOWER_BOTTOM = 17;
  private static final int CHIN = 152;

  private final float[] points;
  private final double cos;
  private final double sin;

  private MouthGeometry(float[] points) {
    this.points = points;
    double dx = points[2 * EYES[1]] - points[2 * EYES[0]];
    double dy = points[2 * EYES[1] + 1] - points[2 * EYES[0] + 1];
    double length = Math.hypot(dx, dy);
    cos = dx / length;
    sin = dy / length;
  }

  /** The measures of a mesh, in the order of {@link #NAMES}. */
  public static float[] of(FaceMesh.Mesh mesh) {
    return new MouthGeometry(mesh.points()).measures();
  }

  private float[] measures() {
    double up = Math.max(1e-3, y(NOSE) - y(BRIDGE));
    double across = Math.max(1e-3, x(EYES[1]) - x(EYES[0]));
    double lips = (y(UPPER_BOTTOM) + y(LOWER_TOP)) / 2;
    return new float[] {
      (float) ((middle(CORNERS) - lips) / up),
      (float) ((y(UPPER_BOTTOM) - y(UPPER_TOP)) / up),
      (float) ((y(LOWER_BOTTOM) - y(LOWER_TOP)) / up),
      (float) ((y(LOWER_TOP) - y(UPPER_BOTTOM)) / up),
      (float) ((x(CORNERS[1]) - x(CORNERS[0])) / across),
      (float) ((y(UPPER_TOP) - y(NOSE)) / up),
      (float) ((middle(NOSTRILS) - middle(EYES)) / up),
      (float) ((y(CHIN) - y(LOWER_BOTTOM)) / up)
    };
  }

  private double middle(int[] pair) {
    return (y(pair[0]) + y(pair[1])) / 2;
  }

  private double x(int point) {
    return cos * points[2 * point] + sin * points[2 * point + 1];
  }

  private double y(int point) {
    return cos * points[2 * point + 1] - sin * points[2 * point];
  }
}
