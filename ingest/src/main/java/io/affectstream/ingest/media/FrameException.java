package io.affectstream.ingest.media;

import java.io.Serial;

/** A decoded frame that cannot be used: an impossible size, format or sample rate. */
final class FrameException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  FrameException(String message) {
    super(message);
  }

  /**
   * Returns a return value of FFmpeg unchanged.
   *
   * @throws FrameException if it is negative
   */
  static int check(int code, String what) throws FrameException {
    if (code < 0) {
      throw new FrameException("%s failed: %s".formatted(what, Ffmpeg.message(code)));
    }
    return code;
  }
}
