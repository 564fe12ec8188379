package io.affectstream.export.served;

/**
 * Which images are face crops, as in data sets of faces: they are taken whole where no face is
 * found in them. In any other image no face found means that there is no answer.
 */
public enum CropRule {
  /**
   * Crops are nearly square, sides at most a quarter apart, of at most {@value #LONGEST} pixels a
   * side: what aligned faces are published as (48, 100, 112, 224). Other images are scenes.
   */
  AUTO,
  /** Every image is a crop. */
  ALWAYS,
  /** No image is, except those too small to search. */
  NEVER;

  /** Images whose shorter side is no longer are crops: no face is looked for. */
  static final int UNSEARCHED = 64;

  private static final int LONGEST = 256;

  /** Whether no face is looked for in an image of that size. */
  static boolean isUnsearched(int width, int height) {
    return Math.min(width, height) <= UNSEARCHED;
  }

  /** Whether an image of that size, in which no face was found, is one. */
  boolean isCrop(int width, int height) {
    return isUnsearched(width, height)
        || switch (this) {
          case AUTO ->
              Math.max(width, height) <= LONGEST
                  && 4 * Math.max(width, height) <= 5 * Math.min(width, height);
          case ALWAYS -> true;
          case NEVER -> false;
        };
  }
}
