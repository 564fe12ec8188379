package io.affectstream.features.vision;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Walks the chunks of a PNG (ISO/IEC 15948, clause 5). */
final class PngChunks {

  private static final byte[] SIGNATURE = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
  };
  private static final int IHDR = 0x49484452;
  private static final int IEND = 0x49454e44;

  /** Length, type and checksum of a chunk. */
  private static final int FRAMING = 12;

  private PngChunks() {}

  static boolean signed(byte[] data) {
    return data.length >= SIGNATURE.length
        && Arrays.equals(data, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  static ImageHeader header(byte[] data) throws ImageException {
    ByteBuffer in = ByteBuffer.wrap(data);
    if (data.length < SIGNATURE.length + FRAMING + 13) {
      throw ImageException.undecodable(
          ("PNG: expected an IHDR chunk, found the end of the data after %d bytes; the "
                  + "image is truncated")
              .formatted(data.length));
    }
    if (in.getInt(8) != 13 || in.getInt(12) != IHDR) {
      throw ImageException.undecodable(
          "PNG: expected an IHDR chunk of 13 bytes first, found type %08x of %d bytes"
              .formatted(in.getInt(12), in.getInt(8)));
    }
    int width = in.getInt(16);
    int height = in.getInt(20);
    if (width <= 0 || height <= 0) {
      throw ImageException.undecodable(
          "PNG: expected a width and a height in 1..2147483647, found %dx%d"
              .formatted(width & 0xffffffffL, height & 0xffffffffL));
    }
    return new ImageHeader(ImageHeader.Format.PNG, width, height);
  }

  /** Whether the chunks end with a complete IEND. */
  static boolean complete(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data);
    long position = SIGNATURE.length;
    while (position + FRAMING <= data.length) {
      long length = in.getInt((int) position) & 0xffffffffL;
      if (in.getInt((int) position + 4) == IEND) {
        return true;
      }
      position += FRAMING + length;
    }
    return false;
  }
}
