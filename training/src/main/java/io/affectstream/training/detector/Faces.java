package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Faces as text, and simple geometry on them. */
public final class Faces {

  private static final int VALUES = 15;

  private Faces() {}

  /**
   * Reads {@code x y w h}, ten coordinates and the score per face, faces separated by {@code ;}.
   *
   * @throws IllegalArgumentException if a face has another number of values
   */
  static List<DetectedFace> parse(String text) {
    return text.isBlank() ? List.of() : Arrays.stream(text.split(";")).map(Faces::face).toList();
  }

  private static DetectedFace face(String text) {
    String[] parts = text.strip().split(" +");
    if (parts.length != VALUES) {
      throw new IllegalArgumentException(
          "face: expected %d numbers, found '%s'".formatted(VALUES, text));
    }
    float[] v = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      v[i] = Float.parseFloat(parts[i]);
    }
    return new DetectedFace(
        new FaceBox(v[0], v[1], v[2], v[3]), v[VALUES - 1], Arrays.copyOfRange(v, 4, VALUES - 1));
  }

  /** The text that {@link #parse} reads. */
  static String format(List<DetectedFace> faces) {
    return faces.stream().map(Faces::format).collect(Collectors.joining(";"));
  }

  private static String format(DetectedFace face) {
    FaceBox box = face.box();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT, "%.1f %.1f %.1f %.1f", box.x(), box.y(), box.width(), box.height()));
    for (float value : face.landmarks()) {
      text.append(String.format(Locale.ROOT, " %.1f", value));
    }
    return text.append(String.format(Locale.ROOT, " %.3f", face.score())).toString();
  }

  static DetectedFace shifted(DetectedFace face, float dx, float dy) {
    float[] points = face.landmarks().clone();
    for (int i = 0; i < points.length; i++) {
      points[i] += i % 2 == 0 ? dx : dy;
    }
    FaceBox b = face.box();
    return new DetectedFace(
        new FaceBox(b.x() + dx, b.y() + dy, b.width(), b.height()), face.score(), points);
  }

  /**
   * Distance of the nose from the middle of the eyes along their line, in distances of the eyes: 0
   * frontal, about 0.5 and above in profile.
   */
  public static double turn(DetectedFace face) {
    float[] p = face.landmarks();
    double dx = p[2] - p[0];
    double dy = p[3] - p[1];
    double squared = Math.max(1e-6, dx * dx + dy * dy);
    double nose = (p[4] - (p[0] + p[2]) / 2) * dx + (p[5] - (p[1] + p[3]) / 2) * dy;
    return Math.abs(nose / squared);
  }

  /** Geometric mean of the sides. */
  static double size(FaceBox box) {
    return Math.sqrt(box.area());
  }

  /** Share of a box within a rectangle that begins at (0, top). */
  static double visible(FaceBox box, int top, int width, int bottom) {
    double w = Math.min(width, box.x() + box.width()) - Math.max(0, box.x());
    double h = Math.min(bottom, box.y() + box.height()) - Math.max(top, box.y());
    return w <= 0 || h <= 0 ? 0 : w * h / box.area();
  }
}
