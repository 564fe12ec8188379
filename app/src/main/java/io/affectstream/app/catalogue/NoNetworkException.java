package io.affectstream.app.catalogue;

import java.io.IOException;
import java.io.Serial;

/** The origin of a model cannot be reached. */
public final class NoNetworkException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  NoNetworkException(String message, Throwable cause) {
    super(message, cause);
  }
}
