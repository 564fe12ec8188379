package io.affectstream.features.vision;

/**
 * Walks the markers of a JPEG (ITU-T T.81, annex B) as libjpeg does: bytes before a marker and fill
 * bytes {@code ff} are skipped, so the size found here is the size that libjpeg decodes.
 */
final class JpegMarkers {

  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int ENDED = -1;

  private final byte[] data;

  /** The next byte to read. */
  private int position = 2;

  private JpegMarkers(byte[] data) {
    this.data = data;
  }

  static boolean signed(byte[] data) {
    return data.length >= 2 && (data[0] & 0xff) == 0xff && (data[1] & 0xff) == START_OF_IMAGE;
  }

  static ImageHeader header(byte[] data) throws ImageException {
    return new JpegMarkers(data).frameHeader();
  }

  /** Whether the end-of-image marker follows the last scan. Data after it is ignored. */
  static boolean complete(byte[] data) {
    JpegMarkers markers = new JpegMarkers(data);
    boolean scanned = false;
    for (int marker = markers.next(); marker != ENDED; marker = markers.next()) {
      if (marker == END_OF_IMAGE) {
        return scanned;
      }
      scanned |= marker == START_OF_SCAN;
      markers.skipSegment(marker);
    }
    return false;
  }

  private ImageHeader frameHeader() throws ImageException {
    for (int marker = next(); marker != ENDED; marker = next()) {
      if (startsFrame(marker)) {
        return size();
      }
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        throw ImageException.undecodable(
            "JPEG: expected a frame header (SOF), found marker ff %02x at byte %d"
                .formatted(marker, position - 1));
      }
      skipSegment(marker);
    }
    throw truncated();
  }

  private ImageHeader size() throws ImageException {
    if (position + 7 > data.length) {
      throw truncated();
    }
    int height = word(position + 3);
    int width = word(position + 5);
    if (width == 0 || height == 0) {
      throw ImageException.undecodable(
          ("JPEG: expected a width and a height above 0, found %dx%d (a height given later by "
                  + "DNL is not read)")
              .formatted(width, height));
    }
    return new ImageHeader(ImageHeader.Format.JPEG, width, height);
  }

  /** The next marker, or {@link #ENDED}; stuffed zeros and restart markers are not markers here. */
  private int next() {
    while (position < data.length) {
      if (data[position++] != (byte) 0xff) {
        continue;
      }
      while (position < data.length && data[position] == (byte) 0xff) {
        position++;
      }
      if (position < data.length) {
        int code = data[position++] & 0xff;
        if (code != 0 && !standsAlone(code)) {
          return code;
        }
      }
    }
    return ENDED;
  }

  private void skipSegment(int marker) {
    if (marker != END_OF_IMAGE && position + 2 <= data.length) {
      position += Math.max(2, word(position));
    } else {
      position = data.length;
    }
  }

  private ImageException truncated() {
    return ImageException.undecodable(
        ("JPEG: expected a frame header (SOF), found the end of the data after %d bytes; the "
                + "image is truncated")
            .formatted(data.length));
  }

  private int word(int at) {
    return ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
  }

  /** SOF0 to SOF15 without DHT (c4), JPG (c8) and DAC (cc). */
  private static boolean startsFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** TEM and RST0 to RST7 have no segment. */
  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
  }
}
