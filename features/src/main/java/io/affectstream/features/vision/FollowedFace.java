package io.affectstream.features.vision;

/**
 * A face of a frame and the window in which the next frame is searched for it.
 *
 * @param face the face
 * @param window window of the search in the next frame
 */
public record FollowedFace(DetectedFace face, FaceWindow window) {

  /** A newly found face. */
  public static FollowedFace of(DetectedFace face) {
    return new FollowedFace(face, FaceWindow.of(face));
  }

  /** The same face, found again in its window. */
  FollowedFace next(DetectedFace again) {
    return new FollowedFace(again, window.following(again));
  }

  /** This face in an image scaled by {@code columns} and {@code rows}. */
  FollowedFace scaled(float columns, float rows) {
    return columns == 1 && rows == 1
        ? this
        : new FollowedFace(face.scaled(columns, rows), window.scaled(columns, rows));
  }
}
