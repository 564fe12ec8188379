package io.affectstream.inference.face;

import io.affectstream.features.vision.FaceSelection;
import java.io.Serializable;

/**
 * Selects the faces of an image to analyse.
 *
 * @param selection all of them, or only the largest
 * @param maxFaces maximum faces analysed per image, the largest first
 */
public record FaceConfig(FaceSelection selection, int maxFaces) implements Serializable {

  /** All faces, at most 8. */
  public static final FaceConfig DEFAULT = new FaceConfig(FaceSelection.ALL, 8);

  /**
   * @throws IllegalArgumentException if no face would be analysed
   */
  public FaceConfig {
    if (maxFaces < 1) {
      throw new IllegalArgumentException(
          "faces: expected a limit of at least 1, found " + maxFaces);
    }
  }
}
