package io.affectstream.ingest.extent;

import java.io.IOException;

/** Packets of MPEG transport streams: 188 bytes, with time codes 192, with parity 204. */
final class TransportStreamLayout implements Layout {

  private static final int SYNC = 0x47;
  private static final int PROBED = 3;
  private static final int[][] KINDS = {{188, 0}, {192, 4}, {204, 0}};

  @Override
  public boolean matches(FileBytes file) throws IOException {
    for (int[] kind : KINDS) {
      if (matches(file, kind[0], kind[1])) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(FileBytes file, int length, int sync) throws IOException {
    for (int i = 0; i < PROBED; i++) {
      if (i * length + sync >= file.size() || file.at(i * length + sync) != SYNC) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    for (int[] kind : KINDS) {
      if (matches(file, kind[0], kind[1])) {
        long last = file.size() / kind[0] * kind[0];
        if (last + kind[1] < file.size() && file.at(last + kind[1]) == SYNC) {
          file.require(last + kind[0], "a packet");
        }
      }
    }
    return Extent.UNKNOWN;
  }
}
