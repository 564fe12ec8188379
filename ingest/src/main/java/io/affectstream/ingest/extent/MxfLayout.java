package io.affectstream.ingest.extent;

import java.io.IOException;

/** Key, length, value triples of MXF (SMPTE ST 336). */
final class MxfLayout implements Layout {

  private static final long PREFIX = 0x060E2B34L;
  private static final int KEY = 16;
  private static final int LONG_FORM = 0x80;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.big(0, 4) == PREFIX;
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = 0;
    while (position < file.size()) {
      if (file.big(position, 4) != PREFIX) {
        return Extent.UNKNOWN;
      }
      int first = file.at(position + KEY);
      int bytes = first < LONG_FORM ? 0 : first - LONG_FORM;
      if (bytes > 8) {
        return Extent.UNKNOWN;
      }
      long length = bytes == 0 ? first : file.big(position + KEY + 1, bytes);
      position += KEY + 1 + bytes + length;
      file.require(position, "an element");
    }
    return Extent.UNKNOWN;
  }
}
