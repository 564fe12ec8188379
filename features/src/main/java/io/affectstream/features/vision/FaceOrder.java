package io.affectstream.features.vision;

import java.util.Comparator;

/** Orders of faces that are independent of the order in which they were found. */
final class FaceOrder {

  /** Larger area first; equal areas from left to right, then from top to bottom. */
  static final Comparator<FaceBox> LARGEST_BOX_FIRST =
      Comparator.comparingDouble((FaceBox box) -> -box.area())
          .thenComparingDouble(FaceBox::x)
          .thenComparingDouble(FaceBox::y)
          .thenComparingDouble(FaceBox::width);

  /** Larger faces first. */
  static final Comparator<DetectedFace> LARGEST_FIRST =
      Comparator.comparing(DetectedFace::box, LARGEST_BOX_FIRST);

  /** Higher scores first; equal scores by size. */
  static final Comparator<DetectedFace> BEST_FIRST =
      Comparator.comparingDouble((DetectedFace face) -> -face.score()).thenComparing(LARGEST_FIRST);

  private FaceOrder() {}
}
