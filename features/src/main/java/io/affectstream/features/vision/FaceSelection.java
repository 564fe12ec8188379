package io.affectstream.features.vision;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Which faces of a frame are followed. */
public enum FaceSelection {
  /** All faces, up to the limit. */
  ALL,
  /** Only the largest face of each frame, for talking heads. */
  LARGEST;

  /**
   * Keeps the largest faces.
   *
   * @param faces in any order
   * @param maxFaces maximum number kept, for {@link #ALL}
   * @return largest first; equal sizes from left to right
   */
  public List<Face> select(List<Face> faces, int maxFaces) {
    return largest(faces, Face::box, maxFaces);
  }

  /**
   * The same before the faces are cropped, so that no graph runs on a face that is dropped. Counts
   * the faces beyond {@code maxFaces} as skipped; those that {@link #LARGEST} drops are not
   * counted.
   */
  public FaceFollower.State select(FaceFollower.State state, int maxFaces) {
    int beyond = this == LARGEST ? 0 : Math.max(0, state.followed().size() - maxFaces);
    return new FaceFollower.State(
        largest(state.followed(), face -> face.face().box(), maxFaces),
        state.skipped() + beyond,
        state.size());
  }

  private <T> List<T> largest(List<T> faces, Function<T, FaceBox> box, int maxFaces) {
    if (maxFaces < 1) {
      throw new IllegalArgumentException("maxFaces: expected at least 1, found " + maxFaces);
    }
    return faces.stream()
        .sorted(Comparator.comparing(box, FaceOrder.LARGEST_BOX_FIRST))
        .limit(this == LARGEST ? 1 : maxFaces)
        .toList();
  }
}
