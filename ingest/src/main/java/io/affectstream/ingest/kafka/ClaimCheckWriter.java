package io.affectstream.ingest.kafka;

import io.affectstream.ingest.media.StreamIds;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;

/**
 * Stores images that are too large for a topic in a folder and writes their relative address into
 * the record. An image is complete before its record is written.
 */
final class ClaimCheckWriter {

  private final Path folder;

  ClaimCheckWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * Stores the image of a frame.
   *
   * @return the frame with the address in place of the bytes
   * @throws IOException if the folder cannot be written
   */
  VideoFrame store(VideoFrame frame) throws IOException {
    String stream = folderName(frame.getStream());
    String name = "%012d.jpg".formatted(frame.getSequence());
    Path target = folder.resolve(stream).resolve(name);
    Files.createDirectories(target.getParent());
    Path part = target.resolveSibling(name + ".part");
    ByteBuffer data = frame.getData().duplicate();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    Files.write(part, bytes);
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new VideoFrame(
        frame.getStream(),
        frame.getSequence(),
        frame.getTime(),
        frame.getInterval(),
        FrameEncoding.REFERENCE,
        frame.getWidth(),
        frame.getHeight(),
        ByteBuffer.allocate(0),
        stream + "/" + name,
        frame.getEndOfStream());
  }

  /** A folder name for any stream id; a checksum makes unsafe ids unique. */
  private static String folderName(String stream) {
    String safe = StreamIds.sanitise(stream);
    if (safe.equals(stream)) {
      return safe;
    }
    CRC32 checksum = new CRC32();
    checksum.update(stream.getBytes(StandardCharsets.UTF_8));
    return "%s~%08x".formatted(safe, checksum.getValue());
  }
}
