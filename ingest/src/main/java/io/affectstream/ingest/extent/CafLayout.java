package io.affectstream.ingest.extent;

import java.io.IOException;

/** Chunks of Core Audio files. */
final class CafLayout implements Layout {

  private static final int FILE_HEADER = 8;
  private static final int CHUNK_HEADER = 12;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.has(0, "caff");
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = FILE_HEADER;
    while (position < file.size()) {
      long size = file.big(position + 4, 8);
      if (size < 0) { // data up to the end of the file
        return Extent.UNKNOWN;
      }
      position += CHUNK_HEADER + size;
      file.require(position, "a chunk");
    }
    return Extent.WHOLE;
  }
}
