package io.affectstream.features.vision;

import io.affectstream.schemas.DeadLetterReason;

/**
 * A picture that cannot be used: the record is written to the dead letters and the job continues.
 */
public final class PictureException extends Exception {

  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  /**
   * A refusal.
   *
   * @param reason code for the dead letter
   * @param message what was expected, what was found and what to do
   */
  public PictureException(DeadLetterReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  PictureException(DeadLetterReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static PictureException undecodable(String message) {
    return new PictureException(DeadLetterReason.UNDECODABLE_PICTURE, message);
  }

  static PictureException tooLarge(String message) {
    return new PictureException(DeadLetterReason.PICTURE_TOO_LARGE, message);
  }

  /** A reference that must not be followed. */
  public static PictureException unsafe(String message) {
    return new PictureException(DeadLetterReason.UNSAFE_REFERENCE, message);
  }

  /** Code for the dead letter. */
  public DeadLetterReason reason() {
    return reason;
  }
}
