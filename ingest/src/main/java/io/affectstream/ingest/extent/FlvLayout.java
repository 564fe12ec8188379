package io.affectstream.ingest.extent;

import java.io.IOException;
import java.util.Set;

/** Tags of Flash video (Adobe Flash Video File Format 10.1, annex E). */
final class FlvLayout implements Layout {

  private static final int PREVIOUS_SIZE = 4;
  private static final int TAG_HEADER = 11;
  private static final Set<Integer> TYPES = Set.of(8, 9, 18);

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return file.has(0, "FLV");
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = file.big(5, 4) + PREVIOUS_SIZE;
    while (position < file.size()) {
      if (!TYPES.contains(file.at(position) & 0x1F)) {
        return Extent.UNKNOWN;
      }
      position += TAG_HEADER + file.big(position + 1, 3);
      file.require(position, "a tag");
      position += PREVIOUS_SIZE;
    }
    return Extent.UNKNOWN;
  }
}
