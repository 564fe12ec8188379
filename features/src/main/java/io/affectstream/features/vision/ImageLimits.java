package io.affectstream.features.vision;

import java.io.Serializable;

/**
 * The largest image that is decoded. A decoded image takes three bytes a pixel, one buffer for each
 * image being processed.
 *
 * @param maxWidth columns
 * @param maxHeight rows
 * @param maxPixels columns times rows
 * @param maxBytes length of the encoded image
 */
public record ImageLimits(int maxWidth, int maxHeight, long maxPixels, int maxBytes)
    implements Serializable {

  /**
   * Sides up to 8192, 16 megapixels in all (48 MiB decoded) and 32 MiB encoded: every 4K image
   * fits, even uncompressed.
   */
  public static final ImageLimits DEFAULT = new ImageLimits(8192, 8192, 1L << 24, 32 * 1024 * 1024);

  /** Refuses limits that no image can meet. */
  public ImageLimits {
    if (maxWidth < 1 || maxHeight < 1 || maxPixels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          ("image limits: expected positive numbers, found width %d, height %d, pixels %d, "
                  + "bytes %d")
              .formatted(maxWidth, maxHeight, maxPixels, maxBytes));
    }
  }

  /** Refuses an image by its size in pixels. */
  void checkSize(int width, int height) throws ImageException {
    if (width > maxWidth || height > maxHeight || (long) width * height > maxPixels) {
      throw ImageException.tooLarge(
          ("image size: expected at most %dx%d and %d pixels, found %dx%d; scale it down at "
                  + "the source or raise the limit")
              .formatted(maxWidth, maxHeight, maxPixels, width, height));
    }
  }

  /** Refuses an image by its encoded length. */
  void checkBytes(long bytes) throws ImageException {
    if (bytes > maxBytes) {
      throw ImageException.tooLarge(
          ("encoded image: expected at most %d bytes, found %d; compress it more at the "
                  + "source or raise the limit")
              .formatted(maxBytes, bytes));
    }
  }

  /** These limits with another number of pixels. */
  public ImageLimits withMaxPixels(long pixels) {
    return new ImageLimits(maxWidth, maxHeight, pixels, maxBytes);
  }
}
