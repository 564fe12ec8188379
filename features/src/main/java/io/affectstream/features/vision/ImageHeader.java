package io.affectstream.features.vision;

/**
 * Header of an encoded image, read without decoding.
 *
 * @param format file format, by its signature
 * @param width columns, positive
 * @param height rows, positive
 */
public record ImageHeader(Format format, int width, int height) {

  /** File formats that are read. */
  public enum Format {
    /** JPEG, ITU-T T.81: any process (baseline, progressive, lossless, arithmetic). */
    JPEG,
    /** PNG, ISO/IEC 15948. */
    PNG
  }

  /**
   * Reads the header.
   *
   * @param data encoded image; only its header is read
   * @throws ImageException UNDECODABLE_PICTURE if it is empty, of another format, or ends before
   *     its size
   */
  public static ImageHeader read(byte[] data) throws ImageException {
    return switch (formatOf(data)) {
      case JPEG -> JpegMarkers.header(data);
      case PNG -> PngChunks.header(data);
    };
  }

  /**
   * Refuses a truncated image: a JPEG without its end-of-image marker, a PNG without its IEND
   * chunk.
   */
  static void requireComplete(ImageHeader header, byte[] data) throws ImageException {
    boolean complete =
        switch (header.format) {
          case JPEG -> JpegMarkers.complete(data);
          case PNG -> PngChunks.complete(data);
        };
    if (!complete) {
      throw ImageException.undecodable(
          ("%s %dx%d: expected its end mark, found the end of the data after %d bytes; the "
                  + "image is truncated")
              .formatted(header.format, header.width, header.height, data.length));
    }
  }

  private static Format formatOf(byte[] data) throws ImageException {
    if (data.length == 0) {
      throw ImageException.undecodable("image: expected JPEG or PNG, found zero bytes");
    }
    if (JpegMarkers.signed(data)) {
      return Format.JPEG;
    }
    if (PngChunks.signed(data)) {
      return Format.PNG;
    }
    throw ImageException.undecodable(
        ("image: expected the signature of JPEG (ff d8) or PNG (89 50 4e 47), found %02x "
                + "%02x in %d bytes")
            .formatted(data[0], data.length > 1 ? data[1] : 0, data.length));
  }
}
