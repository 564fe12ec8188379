package io.affectstream.ingest.extent;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Boxes of MP4, QuickTime and related formats (ISO/IEC 14496-12, 4.2). */
final class IsoLayout implements Layout {

  private static final int HEADER = 8;
  private static final Set<String> FIRST =
      Set.of(
          "ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "moof", "sidx", "pnot", "uuid");

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return FIRST.contains(file.code(4));
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    boolean fragments = false;
    long position = 0;
    while (position + HEADER <= file.size()) {
      long length = length(file, position);
      String type = file.code(position + 4);
      if (length < HEADER || !isType(type)) {
        return Extent.UNKNOWN;
      }
      file.require(position + length, "its box '%s'".formatted(type));
      fragments |= type.equals("moof");
      position += length;
    }
    return fragments || position < file.size() ? Extent.UNKNOWN : Extent.WHOLE;
  }

  /** Whether there is media data but neither an index nor fragments. */
  static boolean lacksIndex(FileBytes file) throws IOException {
    Set<String> types = new HashSet<>();
    long position = 0;
    while (position + 2 * HEADER <= file.size()) {
      long length = length(file, position);
      String type = file.code(position + 4);
      if (length < HEADER || !isType(type)) {
        break;
      }
      types.add(type);
      position += length;
    }
    return types.contains("mdat") && !types.contains("moov") && !types.contains("moof");
  }

  /** Length of a box with its header; one of length 0 extends to the end of the file. */
  private static long length(FileBytes file, long position) throws IOException {
    long length = file.big(position, 4);
    if (length == 1) {
      return file.big(position + HEADER, 8);
    }
    return length == 0 ? file.size() - position : length;
  }

  private static boolean isType(String type) {
    return type.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == 0xA9);
  }
}
