package io.affectstream.ingest.transcript;

import java.io.Serial;

/**
 * A transcript file that cannot be read; the message states what was expected, what was found and
 * where.
 */
public final class TranscriptException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  TranscriptException(String message) {
    super(message);
  }

  TranscriptException(String message, Throwable cause) {
    super(message, cause);
  }
}
