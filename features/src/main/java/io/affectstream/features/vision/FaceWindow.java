package io.affectstream.features.vision;

/**
 * A square of an image in which a face is searched: the face is centred, upright by its landmarks
 * and half as long as the window. Coordinates are continuous: pixel k covers [k, k + 1).
 *
 * @param x centre
 * @param y centre
 * @param side length of a side in pixels of the image
 * @param turn rotation of the image, in radians, that makes the face upright
 */
public record FaceWindow(float x, float y, float side, float turn) {

  /** Length of the face's longer side as a share of the window's side. */
  private static final float SHARE = 0.5f;

  /** Factor by which that share may change before the window is recomputed. */
  private static final float MAX_GROWTH = 1.25f;

  /** Maximum offset of the face from the centre before that, as a share of the side. */
  private static final float MAX_SHIFT = 0.125f;

  /** Maximum rotation of the face before that, in radians. */
  private static final float MAX_TURN = 0.2f;

  /** Positions of the five landmarks of an upright face, up to scale. */
  private static final double[] UPRIGHT = {
    0.34, 0.46, 0.66, 0.46, 0.5, 0.64, 0.37, 0.82, 0.63, 0.82
  };

  /** The window of a face. */
  static FaceWindow of(DetectedFace face) {
    FaceBox box = face.box();
    return new FaceWindow(
        box.x() + box.width() / 2,
        box.y() + box.height() / 2,
        longer(box) / SHARE,
        turn(face.landmarks()));
  }

  private static float longer(FaceBox box) {
    return Math.max(box.width(), box.height());
  }

  private static float turn(float[] landmarks) {
    double[] points = AffineMap.doubles(landmarks);
    if (points.length != UPRIGHT.length || !AffineMap.determined(points)) {
      return 0;
    }
    AffineMap upright = AffineMap.similarity(points, UPRIGHT);
    return (float) Math.atan2(upright.yx(), upright.xx());
  }

  /**
   * The window for the next frame: the same window while position, size and rotation of the face
   * stay close to it, so that a face that does not move is sampled identically in every frame.
   */
  FaceWindow following(DetectedFace face) {
    FaceWindow fresh = of(face);
    float growth = fresh.side / side;
    boolean stays =
        Math.hypot(fresh.x - x, fresh.y - y) <= MAX_SHIFT * side
            && growth <= MAX_GROWTH
            && growth >= 1 / MAX_GROWTH
            && Math.abs(Math.IEEEremainder(fresh.turn - turn, 2 * Math.PI)) <= MAX_TURN;
    return stays ? this : fresh;
  }

  /** The window around the same centre whose sides are {@code factor} times as long. */
  FaceWindow wider(float factor) {
    return new FaceWindow(x, y, factor * side, turn);
  }

  /** This window in an image scaled by {@code columns} and {@code rows}. */
  FaceWindow scaled(float columns, float rows) {
    return new FaceWindow(x * columns, y * rows, side * (float) Math.sqrt(columns * rows), turn);
  }

  /**
   * Map from centres of image pixels to centres of the window's pixels.
   *
   * @param pixels length of the sampled window's side
   */
  AffineMap map(int pixels) {
    double scale = pixels / (double) side;
    double c = scale * Math.cos(turn);
    double s = scale * Math.sin(turn);
    double fromX = x - 0.5;
    double fromY = y - 0.5;
    double middle = pixels / 2.0 - 0.5;
    return new AffineMap(
        c, -s, middle - c * fromX + s * fromY, s, c, middle - s * fromX - c * fromY);
  }

  /**
   * Converts a face of the sampled window to image coordinates. The box of a turned face is that of
   * the ellipse in its box.
   *
   * @param found face in pixels of the window
   * @param pixels length of the sampled window's side
   */
  DetectedFace toImage(DetectedFace found, int pixels) {
    double scale = side / (double) pixels;
    double c = scale * Math.cos(turn);
    double s = scale * Math.sin(turn);
    FaceBox box = found.box();
    double width = Math.hypot(c * box.width(), s * box.height());
    double height = Math.hypot(s * box.width(), c * box.height());
    float half = pixels / 2f;
    float middleX = box.x() + box.width() / 2 - half;
    float middleY = box.y() + box.height() / 2 - half;
    float[] points = found.landmarks().clone();
    for (int i = 0; i < points.length; i += 2) {
      float px = points[i] - half;
      float py = points[i + 1] - half;
      points[i] = (float) (x + c * px + s * py);
      points[i + 1] = (float) (y + c * py - s * px);
    }
    return new DetectedFace(
        new FaceBox(
            (float) (x + c * middleX + s * middleY - width / 2),
            (float) (y + c * middleY - s * middleX - height / 2),
            (float) width,
            (float) height),
        found.score(),
        points);
  }
}
