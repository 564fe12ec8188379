package io.affectstream.schemas.bundle;

import java.io.Serial;

/**
 * A manifest that cannot be read at all; the message states what was expected, what was found and
 * where.
 */
public final class ManifestException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  ManifestException(String message, Throwable cause) {
    super(message, cause);
  }
}
