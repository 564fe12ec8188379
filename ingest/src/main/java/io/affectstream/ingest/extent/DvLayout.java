package io.affectstream.ingest.extent;

import java.io.IOException;

/** Frames of raw DV, all of one size (IEC 61834). */
final class DvLayout implements Layout {

  private static final int FRAME_60 = 120_000;
  private static final int FRAME_50 = 144_000;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.big(0, 3) == 0x1F0700 && (file.at(3) & 0x7F) == 0x3F;
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    int frame = (file.at(3) & 0x80) == 0 ? FRAME_60 : FRAME_50;
    long frames = (file.size() + frame - 1) / frame;
    file.require(frames * frame, "a frame");
    return Extent.UNKNOWN;
  }
}
