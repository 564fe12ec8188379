package io.affectstream.ingest.extent;

import java.io.IOException;

/** Chunks of WAV, AVI and their 64-bit variants. */
final class RiffLayout implements Layout {

  private static final int HEADER = 8;
  private static final int FORM = 12;

  /** Sizes from here on are placeholders of writers without a seekable output. */
  private static final long PLACEHOLDER = 0x7FFFF000L;

  /** Writers differ in whether padding counts. */
  private static final int SLACK = 8;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.has(0, "RIFF") || file.has(0, "RF64") || file.has(0, "BW64");
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    if (file.has(HEADER, "WAVE")) {
      return samples(file);
    }
    return file.has(HEADER, "AVI ") ? lists(file) : Extent.UNKNOWN;
  }

  private static Extent samples(FileBytes file) throws IOException {
    long large = 0;
    long position = FORM;
    while (position + HEADER <= file.size()) {
      long size = file.little(position + 4, 4);
      if (file.has(position, "ds64")) {
        large = file.little(position + HEADER + 8, 8);
      } else if (file.has(position, "data")) {
        return data(file, position + HEADER, size == 0xFFFFFFFFL && large > 0 ? large : size);
      }
      position += HEADER + size + size % 2;
      file.require(position, "the header of its samples");
    }
    return Extent.UNKNOWN;
  }

  private static Extent data(FileBytes file, long start, long size) throws IOException {
    boolean large = file.has(0, "RF64") || file.has(0, "BW64");
    boolean open = size == 0 && file.size() > start + 1;
    if (open || (size >= PLACEHOLDER && !large)) {
      return Extent.UNKNOWN;
    }
    file.require(start + size, "its samples");
    return Extent.WHOLE;
  }

  private static Extent lists(FileBytes file) throws IOException {
    long position = 0;
    while (file.has(position, "RIFF")) {
      long size = file.little(position + 4, 4);
      if (size == 0 || size == 0xFFFFFFFFL) {
        return Extent.UNKNOWN;
      }
      file.require(position + HEADER + size - SLACK, "its list 'RIFF'");
      position += HEADER + size + size % 2;
    }
    return Extent.WHOLE;
  }
}
