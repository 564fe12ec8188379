package io.affectstream.ingest.extent;

import java.io.IOException;

/** Frames of IVF, the plain container of VP8, VP9 and AV1. */
final class IvfLayout implements Layout {

  private static final int FRAME_HEADER = 12;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.has(0, "DKIF");
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = file.little(6, 2);
    while (position < file.size()) {
      position += FRAME_HEADER + file.little(position, 4);
      file.require(position, "a frame");
    }
    return Extent.UNKNOWN;
  }
}
