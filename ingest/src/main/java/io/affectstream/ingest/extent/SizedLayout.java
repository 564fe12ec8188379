package io.affectstream.ingest.extent;

import java.io.IOException;

/** Formats whose header contains the length of everything: AIFF, AU, Wave64. */
final class SizedLayout implements Layout {

  private static final String WAVE64 = "riff.\u0091\u00cf\u0011";
  private static final long OPEN = 0xFFFFFFFFL;

  @Override
  public boolean matches(FileBytes file) throws IOException {
    return (file.has(0, "FORM") && file.has(8, "AIF"))
        || file.has(0, ".snd")
        || file.has(0, WAVE64);
  }

  @Override
  public Extent follow(FileBytes file) throws IOException {
    long size;
    long header;
    if (file.has(0, ".snd")) {
      header = file.big(4, 4);
      size = file.big(8, 4);
    } else {
      boolean wave64 = file.has(0, WAVE64);
      header = wave64 ? 0 : 8;
      size = wave64 ? file.little(16, 8) : file.big(4, 4);
    }
    if (size <= 0 || size == OPEN) {
      return Extent.UNKNOWN;
    }
    file.require(header + size, "its samples");
    return Extent.WHOLE;
  }
}
