package io.affectstream.ingest.media;

import java.io.Serial;

/**
 * A source that cannot be played; the message states what was expected, what was found, and the
 * remedy.
 */
public final class MediaException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** Why a source cannot be played. */
  public enum Reason {
    /** The argument names no file, address or camera. */
    BAD_ARGUMENT,
    /** No such file or folder. */
    MISSING,
    /** Access to the file is denied. */
    UNREADABLE,
    /** The file is empty or contains nothing that can be decoded. */
    EMPTY,
    /** The folder contains no media file. */
    FOLDER_WITHOUT_MEDIA,
    /** The media format is unknown. */
    NOT_MEDIA,
    /** A media file without a decodable track of images or sound. */
    NO_TRACK,
    /** The address or the camera does not respond. */
    UNREACHABLE,
    /** A live source that was partly published before. */
    NOT_RESUMABLE,
    /** The stream was published before from another source. */
    OTHER_SOURCE,
    /** Opening was cancelled. */
    CANCELLED
  }

  private final Reason reason;

  public MediaException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
