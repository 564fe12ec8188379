package io.affectstream.features.vision;

import io.affectstream.schemas.DeadLetterReason;

/**
 * An image that cannot be used: the record is written to the dead letters and the job continues.
 */
public final class ImageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  /**
   * A refusal.
   *
   * @param reason code for the dead letter
   * @param message what was expected, what was found and what to do
   */
  public ImageException(DeadLetterReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  ImageException(DeadLetterReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static ImageException undecodable(String message) {
    return new ImageException(DeadLetterReason.UNDECODABLE_PICTURE, message);
  }

  static ImageException tooLarge(String message) {
    return new ImageException(DeadLetterReason.PICTURE_TOO_LARGE, message);
  }

  /** A reference that must not be followed. */
  public static ImageException unsafe(String message) {
    return new ImageException(DeadLetterReason.UNSAFE_REFERENCE, message);
  }

  /** Code for the dead letter. */
  public DeadLetterReason reason() {
    return reason;
  }
}
