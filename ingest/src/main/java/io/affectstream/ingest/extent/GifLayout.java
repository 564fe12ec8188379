package io.affectstream.ingest.extent;

import java.io.IOException;

/** Blocks of GIF89a. */
final class GifLayout implements Layout {

  private static final int HEADER = 13;
  private static final int IMAGE_HEADER = 10;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;
  private static final int TRAILER = 0x3B;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.has(0, "GIF8");
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = HEADER + colours(file.at(10));
    while (true) {
      int block = file.at(position);
      if (block == TRAILER) {
        return Extent.WHOLE;
      } else if (block == EXTENSION) {
        position = afterSubBlocks(file, position + 2);
      } else if (block == IMAGE) {
        long data = position + IMAGE_HEADER + colours(file.at(position + IMAGE_HEADER - 1));
        position = afterSubBlocks(file, data + 1);
      } else {
        return Extent.UNKNOWN;
      }
    }
  }

  /** Length in bytes of the colour table that these flags declare. */
  private static long colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);
  }

  private static long afterSubBlocks(FileBytes file, long start) throws IOException {
    long position = start;
    for (int size = file.at(position); size > 0; size = file.at(position)) {
      position += 1 + size;
    }
    return position + 1;
  }
}
