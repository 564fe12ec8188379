package io.affectstream.inference.face;

import io.affectstream.features.vision.FaceSelection;
import java.io.Serializable;

/**
 * Which faces of a picture are analysed.
 *
 * @param selection all of them, or the largest alone
 * @param maxFaces most faces analysed per picture, the largest first
 */
public record FaceConfig(FaceSelection selection, int maxFaces) implements Serializable {

  /** All faces, at most 8. */
  public static final FaceConfig DEFAULT = new FaceConfig(FaceSelection.ALL, 8);

  /**
   * @throws IllegalArgumentException if no face at all would be analysed
   */
  public FaceConfig {
    if (maxFaces < 1) {
      throw new IllegalArgumentException(
          "faces: expected a limit of at least 1, found " + maxFaces);
    }
  }
}
