package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Found faces against labelled ones in one image: best hits first, each takes the free face that it
 * overlaps most, by at least {@value #OVERLAP} (IoU). Remaining hits on ignored regions are not
 * counted.
 *
 * @param hits for each labelled face, in order, its hit
 * @param wrong hits on nothing
 */
public record Matching(List<Optional<DetectedFace>> hits, List<DetectedFace> wrong) {

  /** Min overlap of a hit with its face. */
  public static final float OVERLAP = 0.5f;

  private static final float IGNORED = 0.3f;

  /**
   * Matches.
   *
   * @param found best first
   * @param faces labelled
   * @param ignored regions that are neither face nor background
   */
  public static Matching of(
      List<DetectedFace> found, List<DetectedFace> faces, List<FaceBox> ignored) {
    List<Optional<DetectedFace>> hits = new ArrayList<>();
    faces.forEach(face -> hits.add(Optional.empty()));
    List<DetectedFace> wrong = new ArrayList<>();
    for (DetectedFace hit : found) {
      int best = -1;
      float overlap = OVERLAP;
      for (int i = 0; i < faces.size(); i++) {
        float iou = faces.get(i).box().iou(hit.box());
        if (hits.get(i).isEmpty() && iou >= overlap) {
          best = i;
          overlap = iou;
        }
      }
      if (best >= 0) {
        hits.set(best, Optional.of(hit));
      } else if (ignored.stream().noneMatch(box -> on(box, hit.box()))) {
        wrong.add(hit);
      }
    }
    return new Matching(hits, wrong);
  }

  /** Whether two boxes overlap, or one is mostly inside the other. */
  private static boolean on(FaceBox ignored, FaceBox hit) {
    float iou = ignored.iou(hit);
    float intersection = iou * (ignored.area() + hit.area()) / (1 + iou);
    return iou > IGNORED || intersection > 0.7f * hit.area();
  }
}
