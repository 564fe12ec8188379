package io.affectstream.ingest.media;

import io.affectstream.schemas.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Digest that detects changes of a source, at a bounded cost for any length.
 *
 * <p>A file of up to 16 MiB is digested completely. For a larger one the digest covers the size,
 * the modification time and 64 blocks of 256 KiB spread evenly from the first byte to the last:
 * another recording differs in every block, and an in-place edit outside all of them changes the
 * time. Copying a large file without its time therefore counts as a change, which causes a run from
 * the start but never a wrong result.
 */
public final class ContentDigest {

  /** Bytes of a digest that are compared. */
  private static final int BYTES = 16;

  private static final int BLOCK = 256 << 10;
  private static final int BLOCKS = 64;
  private static final long WHOLE = (long) BLOCK * BLOCKS;

  /** Files that only refer to other files. */
  private static final Set<String> LISTS =
      Set.of("m3u", "m3u8", "mpd", "sdp", "ffconcat", "concat");

  private ContentDigest() {}

  /**
   * Digest of a file; empty for sources whose content may differ each time: an address, a camera, a
   * pipe, a playlist.
   *
   * @throws IOException if the file cannot be read
   */
  public static Optional<String> of(MediaSource source) throws IOException {
    if (!(source instanceof MediaSource.File file)
        || !Files.isRegularFile(file.path())
        || LISTS.contains(extension(file.path()))) {
      return Optional.empty();
    }
    long size = Files.size(file.path());
    return Optional.of(size <= WHOLE ? whole(file.path(), size) : sampled(file.path(), size));
  }

  /** Digest of a text. */
  public static String of(String text) {
    return Sha256.of(text, BYTES);
  }

  private static String extension(Path path) {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String whole(Path file, long size) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
    }
    return text(size, digest);
  }

  private static String sampled(Path file, long size) throws IOException {
    MessageDigest digest = Sha256.start();
    long changed = Files.getLastModifiedTime(file).toMillis();
    digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(size).putLong(changed).flip());
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (FileChannel channel = FileChannel.open(file)) {
      for (int i = 0; i < BLOCKS; i++) {
        long at = (size - BLOCK) / (BLOCKS - 1) * i;
        fill(channel, block.clear(), i == BLOCKS - 1 ? size - BLOCK : at);
        digest.update(block.flip());
      }
    }
    return text(size, digest);
  }

  private static void fill(FileChannel channel, ByteBuffer block, long from) throws IOException {
    long at = from;
    while (block.hasRemaining()) {
      int read = channel.read(block, at);
      if (read < 0) {
        return; // truncated in the meantime: another digest
      }
      at += read;
    }
  }

  private static String text(long size, MessageDigest digest) {
    return "%d bytes, %s".formatted(size, HexFormat.of().formatHex(digest.digest(), 0, BYTES));
  }
}
