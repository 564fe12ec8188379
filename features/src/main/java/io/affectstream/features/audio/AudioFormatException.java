package io.affectstream.features.audio;

import io.affectstream.schemas.DeadLetterReason;
import java.io.Serial;

/**
 * An audio chunk that cannot be read; the message states what was expected, what was found and
 * where.
 */
public final class AudioFormatException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  AudioFormatException(String message) {
    super(message);
  }

  /** Reason code of the dead letter. */
  public DeadLetterReason reason() {
    return DeadLetterReason.BAD_AUDIO_FORMAT;
  }
}
