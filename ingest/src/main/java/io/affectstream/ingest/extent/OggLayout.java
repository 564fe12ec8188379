package io.affectstream.ingest.extent;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Pages of Ogg (RFC 3533, section 6). Some complete files lack the flag of the last page. */
final class OggLayout implements Layout {

  private static final String CAPTURE = "OggS";
  private static final int FLAGS = 5;
  private static final int SERIAL = 14;
  private static final int SEGMENTS = 26;
  private static final int LAST_PAGE = 4;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.has(0, CAPTURE);
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    Set<Long> open = new HashSet<>();
    long position = 0;
    while (file.has(position, CAPTURE)) {
      long serial = file.little(position + SERIAL, 4);
      if ((file.at(position + FLAGS) & LAST_PAGE) == 0) {
        open.add(serial);
      } else {
        open.remove(serial);
      }
      int segments = file.at(position + SEGMENTS);
      long end = position + SEGMENTS + 1 + segments;
      for (int i = 0; i < segments; i++) {
        end += file.at(position + SEGMENTS + 1 + i);
      }
      file.require(end, "a page");
      position = end;
    }
    return open.isEmpty() ? Extent.WHOLE : Extent.UNKNOWN;
  }
}
