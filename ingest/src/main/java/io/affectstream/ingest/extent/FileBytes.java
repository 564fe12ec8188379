package io.affectstream.ingest.extent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads numbers at any offset of a file; buffers a window, so that sequential reads are fast. */
final class FileBytes implements AutoCloseable {

  private static final int WINDOW = 1 << 14;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;

  private FileBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  static FileBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new FileBytes(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  /**
   * Checks that a declared part is present.
   *
   * @param end offset after its last byte
   * @param what name of the part, for the message
   * @throws PastEndException if the file ends before
   */
  void require(long end, String what) throws PastEndException {
    if (end > size || end < 0) {
      throw new PastEndException(what, end, size);
    }
  }

  /** Byte as 0 to 255. */
  int at(long position) throws IOException {
    require(position + 1, "a header");
    if (position < windowStart || position >= windowStart + window.limit()) {
      fill(position);
    }
    return window.get((int) (position - windowStart)) & 0xFF;
  }

  /** Big-endian unsigned number of 1 to 8 bytes; one of 8 may be negative. */
  long big(long position, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | at(position + i);
    }
    return value;
  }

  /** Little-endian unsigned number of 1 to 8 bytes; one of 8 may be negative. */
  long little(long position, int bytes) throws IOException {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = (value << 8) | at(position + i);
    }
    return value;
  }

  /** Whether the file has this text (Latin-1) at an offset. */
  boolean has(long position, String text) throws IOException {
    byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
    if (position + expected.length > size) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (at(position + i) != (expected[i] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /** Four characters (Latin-1). */
  String code(long position) throws IOException {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      code.append((char) at(position + i));
    }
    return code.toString();
  }

  private void fill(long position) throws IOException {
    window.clear();
    while (window.hasRemaining()) {
      if (channel.read(window, position + window.position()) < 0) {
        break;
      }
    }
    window.flip();
    windowStart = position;
    if (window.limit() == 0) {
      throw new PastEndException("a header", position + 1, position);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
