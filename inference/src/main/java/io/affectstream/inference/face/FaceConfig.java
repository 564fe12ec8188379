package io.affectstream.inference.face;

import java.io.Serializable;

/**
 * Which faces of a picture are analysed.
 *
 * @param selection all of them, or the largest alone
 * @param maxFaces most faces analysed per picture, the largest first
 */
public record FaceConfig(Selection selection, int maxFaces) implements Serializable {

  /** All faces up to the limit, or the largest one (a talking head). */
  public enum Selection {
    ALL,
    LARGEST
  }

  /** All faces, at most 8. */
  public static final FaceConfig DEFAULT = new FaceConfig(Selection.ALL, 8);

  /**
   * @throws IllegalArgumentException if no face at all would be analysed
   */
  public FaceConfig {
    if (maxFaces < 1) {
      throw new IllegalArgumentException(
          "faces: expected a limit of at least 1, found " + maxFaces);
    }
  }

  int limit() {
    return selection == Selection.LARGEST ? 1 : maxFaces;
  }
}
