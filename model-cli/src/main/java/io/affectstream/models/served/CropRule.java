package io.affectstream.models.served;

/**
 * Decides which images are face crops, as in data sets of faces: crops are used as a whole if no
 * face is found in them. Any other image without a detected face has no result.
 */
public enum CropRule {
  /**
   * Crops are nearly square, sides at most a quarter apart, of at most {@value #LONGEST} pixels a
   * side: the usual sizes of aligned faces (48, 100, 112, 224). Other images are scenes.
   */
  AUTO,
  /** Every image is a crop. */
  ALWAYS,
  /** No image is a crop, except those too small to search. */
  NEVER;

  /** Maximum shorter side of images that count as crops without a search. */
  static final int UNSEARCHED = 64;

  private static final int LONGEST = 256;

  /** Whether images of that size are not searched. */
  static boolean isUnsearched(int width, int height) {
    return Math.min(width, height) <= UNSEARCHED;
  }

  /** Whether an image of that size without a detected face is a crop. */
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
