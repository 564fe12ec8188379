package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well found faces agree with labelled ones over many images, by {@link Matching}. Faces below
 * a size are ignored.
 */
public final class DetectorScore {

  private record Hit(float score, boolean right) {}

  private final double minFace;
  private final List<Hit> hits = new ArrayList<>();
  private int faces;

  /**
   * An empty score.
   *
   * @param minFace size of the smallest face that counts, in pixels
   */
  public DetectorScore(double minFace) {
    this.minFace = minFace;
  }

  /**
   * Adds an image.
   *
   * @param found best first
   */
  public void add(List<DetectedFace> found, List<DetectedFace> faces, List<FaceBox> ignored) {
    this.faces += (int) faces.stream().filter(face -> counts(face.box())).count();
    Matching matching = Matching.of(found, faces, ignored);
    for (int i = 0; i < faces.size(); i++) {
      if (counts(faces.get(i).box())) {
        matching.hits().get(i).ifPresent(hit -> hits.add(new Hit(hit.score(), true)));
      }
    }
    for (DetectedFace hit : matching.wrong()) {
      if (counts(hit.box())) {
        hits.add(new Hit(hit.score(), false));
      }
    }
  }

  private boolean counts(FaceBox box) {
    return Faces.size(box) >= minFace;
  }

  /** Labelled faces that count. */
  public int faces() {
    return faces;
  }

  /**
   * Best threshold by F1.
   *
   * @param threshold lowest score of a face
   */
  public record Best(double threshold, double recall, double precision, double f1) {}

  /** The threshold with the best F1. */
  public Best best() {
    List<Hit> sorted = new ArrayList<>(hits);
    sorted.sort(Comparator.comparing(Hit::score).reversed());
    Best best = new Best(1, 0, 0, 0);
    int right = 0;
    for (int i = 0; i < sorted.size(); i++) {
      right += sorted.get(i).right() ? 1 : 0;
      double f1 = 2.0 * right / (i + 1 + faces);
      if (f1 > best.f1()) {
        best =
            new Best(sorted.get(i).score(), (double) right / faces, right / (double) (i + 1), f1);
      }
    }
    return best;
  }
}
