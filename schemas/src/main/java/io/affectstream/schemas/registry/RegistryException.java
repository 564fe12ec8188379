package io.affectstream.schemas.registry;

import java.io.IOException;
import java.io.Serial;

/**
 * The registry is unavailable or refuses a request; the message states which, where and what to do.
 */
public final class RegistryException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
