package io.affectstream.app.collect;

import java.io.Serial;

/** The results could not be collected completely; states what is missing and where. */
public final class CollectException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  CollectException(String message, Throwable cause) {
    super(message, cause);
  }

  CollectException(String message) {
    super(message);
  }
}
