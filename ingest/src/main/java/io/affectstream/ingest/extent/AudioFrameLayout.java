package io.affectstream.ingest.extent;

import java.io.IOException;

/** Frames of MPEG audio (MP3, MP2) and of AAC in ADTS, with or without a leading ID3 tag. */
final class AudioFrameLayout implements Layout {

  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int[][] KILOBITS = {
    {32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
  };
  private static final int PROBED = 3;
  private static final int NONE = 0;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    long position = start(file);
    for (int i = 0; i < PROBED; i++) {
      int length = length(file, position);
      if (length == NONE) {
        return false;
      }
      position += length;
    }
    return true;
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long position = start(file);
    long declared = declared(file, position);
    long frames = 0;
    while (position + 4 <= file.size()) {
      int length = length(file, position);
      if (length == NONE) {
        break;
      }
      position += length;
      file.require(position, "a frame");
      frames++;
    }
    if (declared == 0) {
      return Extent.UNKNOWN;
    }
    return frames > declared
        ? Extent.WHOLE
        : Extent.cut("expected %d frames of sound, found %d".formatted(declared, frames - 1));
  }

  private static long start(FileBytes file) throws IOException {
    if (!file.has(0, "ID3")) {
      return 0;
    }
    long size = 0;
    for (int i = 6; i < 10; i++) {
      size = (size << 7) | file.at(i);
    }
    boolean footer = (file.at(5) & 0x10) != 0;
    return 10 + size + (footer ? 10 : 0);
  }

  /** Frames after the first, which holds only this number (Xing, Info); 0 = not declared. */
  private static long declared(FileBytes file, long first) throws IOException {
    int header = file.at(first + 1);
    if (isAdts(header)) {
      return 0;
    }
    boolean mono = (file.at(first + 3) & 0xC0) == 0xC0;
    boolean mpeg1 = (header & 0x18) == 0x18;
    int side = mpeg1 ? mono ? 17 : 32 : mono ? 9 : 17;
    long tag = first + 4 + side;
    boolean counted =
        (file.has(tag, "Xing") || file.has(tag, "Info")) && (file.at(tag + 7) & 1) != 0;
    return counted ? file.big(tag + 8, 4) : 0;
  }

  private static boolean isAdts(int second) {
    return (second & 0xF6) == 0xF0;
  }

  /** Length in bytes of the frame at an offset; {@link #NONE} if there is none. */
  private static int length(FileBytes file, long position) throws IOException {
    int second = file.at(position + 1);
    if (file.at(position) != 0xFF || (second & 0xE0) != 0xE0) {
      return NONE;
    }
    if (isAdts(second)) {
      return (int) ((file.big(position + 3, 3) >> 5) & 0x1FFF);
    }
    int version = (second >> 3) & 3;
    int layer = 4 - ((second >> 1) & 3);
    int third = file.at(position + 2);
    int rate = (third >> 2) & 3;
    int bits = third >> 4;
    if (version == 1 || layer == 4 || rate == 3 || bits == 0 || bits == 15) {
      return NONE;
    }
    boolean mpeg1 = version == 3;
    int table = mpeg1 ? layer - 1 : layer == 1 ? 3 : 4;
    int bytesPerSecond = KILOBITS[table][bits - 1] * 125;
    int samplesPerSecond = RATES[rate] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
    int padding = (third >> 1) & 1;
    if (layer == 1) {
      return (12 * 8 * bytesPerSecond / samplesPerSecond + padding) * 4;
    }
    int samples = layer == 3 && !mpeg1 ? 576 : 1152;
    return samples * bytesPerSecond / samplesPerSecond + padding;
  }
}
