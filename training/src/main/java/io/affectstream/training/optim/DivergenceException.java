package io.affectstream.training.optim;

import java.io.Serial;

/** A training whose loss is no longer finite; the message says where and what to try. */
public final class DivergenceException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** A stop with its reason. */
  public DivergenceException(String message) {
    super(message);
  }
}
