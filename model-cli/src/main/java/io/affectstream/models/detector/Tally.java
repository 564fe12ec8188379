package io.affectstream.models.detector;

import io.affectstream.features.vision.DetectedFace;
import java.util.Locale;

/** Counts over the faces of a group. */
final class Tally {

  static final String HEADER =
      "| faces | number | found | recall | wrong | precision | IoU | landmark error |\n"
          + "|---|---|---|---|---|---|---|---|";

  private static final int POINTS = 5;

  private int faces;
  private int found;
  private int wrong;
  private boolean countsWrong;
  private double overlap;
  private double error;
  private int withPoints;

  void face() {
    faces++;
  }

  void found(DetectedFace face, DetectedFace hit) {
    found++;
    overlap += face.box().iou(hit.box());
    if (hit.landmarks().length == 2 * POINTS) {
      withPoints++;
      error += distance(face.landmarks(), hit.landmarks()) / face.box().width();
    }
  }

  /** False detections; a group without their count has no precision. */
  void wrong(int count) {
    countsWrong = true;
    wrong += count;
  }

  private static double distance(float[] expected, float[] found) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += Math.hypot(found[2 * i] - expected[2 * i], found[2 * i + 1] - expected[2 * i + 1]);
    }
    return sum / POINTS;
  }

  int faces() {
    return faces;
  }

  double recall() {
    return faces == 0 ? 0 : (double) found / faces;
  }

  double precision() {
    return found + wrong == 0 ? 1 : (double) found / (found + wrong);
  }

  double landmarkError() {
    return withPoints == 0 ? Double.NaN : error / withPoints;
  }

  /** A row of a table in Markdown. */
  String row(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %s | %s | %s | %s |",
        name,
        faces,
        found,
        percent(recall(), faces > 0),
        countsWrong ? wrong : "",
        percent(precision(), countsWrong && found + wrong > 0),
        found == 0 ? "" : String.format(Locale.ROOT, "%.3f", overlap / found),
        percent(landmarkError(), withPoints > 0));
  }

  private static String percent(double share, boolean known) {
    return known ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "";
  }
}
