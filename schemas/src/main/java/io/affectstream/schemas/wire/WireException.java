package io.affectstream.schemas.wire;

import io.affectstream.schemas.DeadLetterReason;
import java.io.Serial;

/** The bytes of a Kafka record could not be read as the expected contract. */
public final class WireException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  WireException(DeadLetterReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Reason: NOT_AVRO, UNKNOWN_SCHEMA or MALFORMED. */
  public DeadLetterReason reason() {
    return reason;
  }
}
