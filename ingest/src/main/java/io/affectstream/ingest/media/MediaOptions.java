package io.affectstream.ingest.media;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Options of reading media.
 *
 * @param jpegQuality quality of the images, 1 to 100
 * @param maxFrameBytes largest encoded image; a larger one is encoded again at lower quality
 * @param decoderThreads threads of the video decoder; 0 = one per core
 * @param networkTimeout longest wait for a response or data of an address or a camera
 * @param programme programme to play of a container with several; empty = that of the best video
 *     track
 * @param frameRate frames per second of files without times: image sequences, bare video; empty =
 *     25 or what the video declares
 */
public record MediaOptions(
    int jpegQuality,
    int maxFrameBytes,
    int decoderThreads,
    Duration networkTimeout,
    OptionalInt programme,
    OptionalDouble frameRate) {

  /** Quality 92, images of any size, one decoder thread, 10 s. */
  public static final MediaOptions DEFAULT =
      new MediaOptions(92, Integer.MAX_VALUE, 1, Duration.ofSeconds(10));

  private static final double MAX_FRAME_RATE = 500;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public MediaOptions {
    require(jpegQuality >= 1 && jpegQuality <= 100, "JPEG quality", "1 to 100", jpegQuality);
    require(maxFrameBytes >= 1, "largest frame", "at least 1 byte", maxFrameBytes);
    require(decoderThreads >= 0, "decoder threads", "0 or more", decoderThreads);
    require(networkTimeout.toMillis() > 0, "network timeout", "more than 0", networkTimeout);
    double rate = frameRate.orElse(1);
    require(
        rate > 0 && rate <= MAX_FRAME_RATE,
        "frame rate",
        "more than 0 and at most 500 frames/s",
        rate);
  }

  /**
   * Options of a source with one programme and with times.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public MediaOptions(
      int jpegQuality, int maxFrameBytes, int decoderThreads, Duration networkTimeout) {
    this(
        jpegQuality,
        maxFrameBytes,
        decoderThreads,
        networkTimeout,
        OptionalInt.empty(),
        OptionalDouble.empty());
  }

  /** The same with another limit of the image's size, if that is lower. */
  public MediaOptions limitedTo(int bytes) {
    return new MediaOptions(
        jpegQuality,
        Math.min(maxFrameBytes, bytes),
        decoderThreads,
        networkTimeout,
        programme,
        frameRate);
  }

  /** The same with another quality of the images. */
  public MediaOptions withJpegQuality(int quality) {
    return new MediaOptions(
        quality, maxFrameBytes, decoderThreads, networkTimeout, programme, frameRate);
  }

  /** The same for one programme. */
  public MediaOptions withProgramme(OptionalInt number) {
    return new MediaOptions(
        jpegQuality, maxFrameBytes, decoderThreads, networkTimeout, number, frameRate);
  }

  /** The same with the frame rate of files without times. */
  public MediaOptions withFrameRate(OptionalDouble rate) {
    return new MediaOptions(
        jpegQuality, maxFrameBytes, decoderThreads, networkTimeout, programme, rate);
  }

  private static void require(boolean holds, String what, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: expected %s, found %s".formatted(what, expected, found));
    }
  }
}
