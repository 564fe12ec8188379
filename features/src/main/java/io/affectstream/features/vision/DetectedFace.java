package io.affectstream.features.vision;

/**
 * A face found in an image.
 *
 * @param box where
 * @param score detector's score in [0, 1]
 * @param landmarks ten numbers, x and y in source pixels of right eye, left eye, nose, right and
 *     left mouth corner (the subject's right first), or empty if the detector returns none
 */
public record DetectedFace(FaceBox box, float score, float[] landmarks) {

  /** Index of each landmark's counterpart on the other side of the face. */
  private static final int[] MIRRORED = {1, 0, 2, 4, 3};

  /** The same face with another score. */
  DetectedFace scored(float other) {
    return new DetectedFace(box, other, landmarks);
  }

  /**
   * This face in the mirrored image. The subject's right and left change places, in the landmarks,
   * too.
   *
   * @param width columns of the image
   */
  DetectedFace mirrored(int width) {
    float[] points = landmarks.clone();
    for (int i = 0; i < points.length; i += 2) {
      int other = 2 * MIRRORED[i / 2];
      points[i] = width - landmarks[other];
      points[i + 1] = landmarks[other + 1];
    }
    return new DetectedFace(
        new FaceBox(width - box.x() - box.width(), box.y(), box.width(), box.height()),
        score,
        points);
  }

  /** This face in an image scaled by {@code x} and {@code y}. */
  public DetectedFace scaled(float x, float y) {
    if (x == 1 && y == 1) {
      return this;
    }
    float[] points = landmarks.clone();
    for (int i = 0; i < points.length; i++) {
      points[i] *= i % 2 == 0 ? x : y;
    }
    return new DetectedFace(
        new FaceBox(box.x() * x, box.y() * y, box.width() * x, box.height() * y), score, points);
  }
}
