package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges the teacher's hits in an image at several sizes. A hit with high confidence, or confirmed
 * at another size, is a face; all other hits are ignored: neither face nor background.
 *
 * @param faces for the loss
 * @param ignored places without loss
 */
record SceneLabels(List<DetectedFace> faces, List<FaceBox> ignored) {

  private static final float SAME = 0.4f;
  private static final float FACE = 0.6f;
  private static final float CERTAIN = 0.8f;
  private static final float CONFIRMED = 0.5f;

  /** Sides below which a smaller search cannot confirm a face. */
  private static final double SMALL = 20;

  /** Sides below which a face is not used for training. */
  private static final double LEAST = 7;

  /**
   * Merges.
   *
   * @param main hits of the largest search
   * @param others hits of the other searches, in the same pixels
   */
  static SceneLabels of(List<DetectedFace> main, List<List<DetectedFace>> others) {
    List<DetectedFace> faces = new ArrayList<>();
    List<FaceBox> ignored = new ArrayList<>();
    for (DetectedFace hit : main) {
      boolean small = Faces.size(hit.box()) < SMALL;
      boolean certain =
          hit.score() >= FACE
              && (hit.score() >= CERTAIN || small || best(hit, others) >= CONFIRMED);
      add(hit, certain, faces, ignored);
    }
    for (List<DetectedFace> search : others) {
      for (DetectedFace hit : search) {
        if (best(hit, List.of(faces)) == 0 && ignored.stream().noneMatch(b -> same(b, hit))) {
          add(hit, hit.score() >= CERTAIN, faces, ignored);
        }
      }
    }
    return new SceneLabels(faces, ignored);
  }

  private static void add(
      DetectedFace hit, boolean certain, List<DetectedFace> faces, List<FaceBox> ignored) {
    if (certain && Faces.size(hit.box()) >= LEAST) {
      faces.add(hit);
    } else {
      ignored.add(hit.box());
    }
  }

  private static float best(DetectedFace hit, List<List<DetectedFace>> searches) {
    float best = 0;
    for (List<DetectedFace> search : searches) {
      for (DetectedFace other : search) {
        if (same(hit.box(), other)) {
          best = Math.max(best, other.score());
        }
      }
    }
    return best;
  }

  private static boolean same(FaceBox box, DetectedFace other) {
    return box.iou(other.box()) > SAME;
  }
}
