package io.affectstream.features.vision;

/**
 * Width and height of an image in pixels.
 *
 * @param width columns; 0 = unknown
 * @param height rows; 0 = unknown
 */
public record ImageSize(int width, int height) {

  /** Unknown size: the frame has no image or its size was not measured. */
  public static final ImageSize UNKNOWN = new ImageSize(0, 0);

  /** Whether both sides are known. */
  public boolean known() {
    return width > 0 && height > 0;
  }

  /** Whether both sizes are known and differ. */
  public boolean differsFrom(ImageSize other) {
    return known() && other.known() && !equals(other);
  }
}
