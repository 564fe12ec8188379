package io.affectstream.ingest.extent;

import java.io.IOException;

/** Objects of ASF: WMV and WMA (Advanced Systems Format specification, section 2). */
final class AsfLayout implements Layout {

  private static final long HEADER = 0x3026B2758E66CF11L;
  private static final long DATA = 0x3626B2758E66CF11L;
  private static final int SIZE = 16;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.big(0, 8) == HEADER;
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = file.little(SIZE, 8);
    file.require(position, "its header");
    if (file.big(position, 8) != DATA) {
      return Extent.UNKNOWN;
    }
    long size = file.little(position + SIZE, 8);
    if (size <= 0) { // of a broadcast
      return Extent.UNKNOWN;
    }
    file.require(position + size, "its data object");
    return Extent.WHOLE;
  }
}
