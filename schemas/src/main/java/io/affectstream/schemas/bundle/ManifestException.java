package io.affectstream.schemas.bundle;

import java.io.Serial;

/** A manifest that cannot be read at all; the message says what was expected and found, where. */
public final class ManifestException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  ManifestException(String message, Throwable cause) {
    super(message, cause);
  }
}
