package io.affectstream.ingest.extent;

import java.io.IOException;

/** Packs and packets of MPEG program streams (ISO/IEC 11172-1, 13818-1 section 2.5). */
final class ProgramStreamLayout implements Layout {

  private static final int PREFIX = 1;
  private static final int END = 0xB9;
  private static final int PACK = 0xBA;
  private static final int SYSTEM_HEADER = 0xBB;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.big(0, 4) == 0x1BA;
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = 0;
    while (position + 4 <= file.size()) {
      long prefix = file.big(position, 3);
      int code = file.at(position + 3);
      if (prefix == 0) { // padding between packs
        position++;
      } else if (prefix != PREFIX || code < END) {
        return Extent.UNKNOWN;
      } else if (code == END) {
        return Extent.WHOLE;
      } else {
        position += length(file, position, code);
        file.require(position, code < SYSTEM_HEADER ? "a pack" : "a packet");
      }
    }
    return Extent.UNKNOWN;
  }

  private static long length(FileBytes file, long position, int code) throws IOException {
    if (code != PACK) {
      return 6 + file.big(position + 4, 2);
    }
    boolean first = (file.at(position + 4) & 0xF0) == 0x20;
    return first ? 12 : 14L + (file.at(position + 13) & 7);
  }
}
