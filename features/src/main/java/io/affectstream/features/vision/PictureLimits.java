package io.affectstream.features.vision;

import java.io.Serializable;

/**
 * The largest picture that is decoded. A decoded picture takes three bytes a pixel, one buffer for
 * each picture being processed.
 *
 * @param maxWidth columns
 * @param maxHeight rows
 * @param maxPixels columns times rows
 * @param maxBytes length of the encoded picture
 */
public record PictureLimits(int maxWidth, int maxHeight, long maxPixels, int maxBytes)
    implements Serializable {

  /**
   * Sides up to 8192, 16 megapixels in all (48 MiB decoded) and 32 MiB encoded: every 4K picture
   * fits, even uncompressed.
   */
  public static final PictureLimits DEFAULT =
      new PictureLimits(8192, 8192, 1L << 24, 32 * 1024 * 1024);

  /** Refuses limits that no picture can meet. */
  public PictureLimits {
    if (maxWidth < 1 || maxHeight < 1 || maxPixels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          ("picture limits: expected positive numbers, found width %d, height %d, pixels %d, "
                  + "bytes %d")
              .formatted(maxWidth, maxHeight, maxPixels, maxBytes));
    }
  }

  /** Refuses a picture by its size in pixels. */
  void checkSize(int width, int height) throws PictureException {
    if (width > maxWidth || height > maxHeight || (long) width * height > maxPixels) {
      throw PictureException.tooLarge(
          ("picture size: expected at most %dx%d and %d pixels, found %dx%d; scale it down at "
                  + "the source or raise the limit")
              .formatted(maxWidth, maxHeight, maxPixels, width, height));
    }
  }

  /** Refuses a picture by its encoded length. */
  void checkBytes(long bytes) throws PictureException {
    if (bytes > maxBytes) {
      throw PictureException.tooLarge(
          ("encoded picture: expected at most %d bytes, found %d; compress it more at the "
                  + "source or raise the limit")
              .formatted(maxBytes, bytes));
    }
  }

  /** These limits with another number of pixels. */
  public PictureLimits withMaxPixels(long pixels) {
    return new PictureLimits(maxWidth, maxHeight, pixels, maxBytes);
  }
}
