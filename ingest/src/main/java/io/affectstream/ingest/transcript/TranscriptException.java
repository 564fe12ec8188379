package io.affectstream.ingest.transcript;

import java.io.Serial;

/** A transcript file that cannot be read; the message says what was expected and found, where. */
public final class TranscriptException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  TranscriptException(String message) {
    super(message);
  }

  TranscriptException(String message, Throwable cause) {
    super(message, cause);
  }
}
