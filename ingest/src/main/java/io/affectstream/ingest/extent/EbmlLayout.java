package io.affectstream.ingest.extent;

import java.io.IOException;

/** Elements of Matroska and WebM (RFC 8794, RFC 9559). */
final class EbmlLayout implements Layout {

  private static final long HEADER = 0x1A45DFA3L;
  private static final long SEGMENT = 0x18538067L;
  private static final long CLUSTER = 0x1F43B675L;
  private static final int LONGEST_ID = 4;
  private static final int LONGEST_SIZE = 8;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.big(0, 4) == HEADER;
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    boolean live = false;
    long position = 0;
    while (position < file.size()) {
      int idLength = length(file.at(position));
      if (idLength > LONGEST_ID) {
        return Extent.UNKNOWN;
      }
      long id = file.big(position, idLength);
      int sizeLength = length(file.at(position + idLength));
      if (sizeLength > LONGEST_SIZE) {
        return Extent.UNKNOWN;
      }
      long content = position + idLength + sizeLength;
      long mask = (1L << (7 * sizeLength)) - 1;
      long size = file.big(position + idLength, sizeLength) & mask;
      boolean unknown = size == mask;
      if (unknown && id != SEGMENT && id != CLUSTER) {
        return Extent.UNKNOWN;
      }
      live |= unknown;
      position = unknown ? content : content + size;
      file.require(position, "an element of its " + (id == SEGMENT ? "segment" : "clusters"));
    }
    return live ? Extent.UNKNOWN : Extent.WHOLE;
  }

  /** Bytes of a number from its first byte; 9 = none. */
  private static int length(int first) {
    return Integer.numberOfLeadingZeros(first) - 24 + 1;
  }
}
