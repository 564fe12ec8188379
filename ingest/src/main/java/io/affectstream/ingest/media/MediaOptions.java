package io.affectstream.ingest.media;

import java.time.Duration;

/**
 * How media is read.
 *
 * @param jpegQuality quality of the pictures, 1 to 100
 * @param maxFrameBytes largest encoded picture; one that is larger is encoded again at lower
 *     quality
 * @param decoderThreads threads of the video decoder; 0 = one per core
 * @param networkTimeout longest wait for an address or a camera to answer or to send
 */
public record MediaOptions(
    int jpegQuality, int maxFrameBytes, int decoderThreads, Duration networkTimeout) {

  /** Quality 92, pictures of any size, one decoder thread, 10 s. */
  public static final MediaOptions DEFAULT =
      new MediaOptions(92, Integer.MAX_VALUE, 1, Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public MediaOptions {
    require(jpegQuality >= 1 && jpegQuality <= 100, "JPEG quality", "1 to 100", jpegQuality);
    require(maxFrameBytes >= 1, "largest frame", "at least 1 byte", maxFrameBytes);
    require(decoderThreads >= 0, "decoder threads", "0 or more", decoderThreads);
    require(networkTimeout.toMillis() > 0, "network timeout", "more than 0", networkTimeout);
  }

  /** The same with another limit of the picture's size, if that is lower. */
  public MediaOptions limitedTo(int bytes) {
    return new MediaOptions(
        jpegQuality, Math.min(maxFrameBytes, bytes), decoderThreads, networkTimeout);
  }

  private static void require(boolean holds, String what, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: expected %s, found %s".formatted(what, expected, found));
    }
  }
}
