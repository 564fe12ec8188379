package io.affectstream.ingest.media;

import java.io.Serial;

/** A source that cannot be played; the message says what was expected and found, and the remedy. */
public final class MediaException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** Why a source cannot be played. */
  public enum Reason {
    /** The argument names no file, address or camera. */
    BAD_ARGUMENT,
    /** No such file or folder. */
    MISSING,
    /** The file may not be read. */
    UNREADABLE,
    /** The file has no bytes, or nothing in it that can be decoded. */
    EMPTY,
    /** The folder holds no media file. */
    FOLDER_WITHOUT_MEDIA,
    /** The bytes are of no known media format. */
    NOT_MEDIA,
    /** A media file without a track of pictures or sound that can be decoded. */
    NO_TRACK,
    /** The address or the camera does not answer. */
    UNREACHABLE,
    /** A live source of which a part was published before. */
    NOT_RESUMABLE,
    /** The stream was published before, and not of this source. */
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
