package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** Error texts of the FFmpeg libraries, whose own logging is disabled. */
final class Ffmpeg {

  private static final int MESSAGE_BYTES = 256;

  static {
    av_log_set_level(AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Text of a negative return value. */
  static String message(int code) {
    byte[] text = new byte[MESSAGE_BYTES];
    av_strerror(code, text, MESSAGE_BYTES);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Returns a return value unchanged.
   *
   * @throws IllegalStateException if it is negative
   */
  static int check(int code, String what) {
    if (code < 0) {
      throw new IllegalStateException("%s failed: %s".formatted(what, message(code)));
    }
    return code;
  }

  /** Loads the libraries and disables their logging. */
  static void load() {}
}
