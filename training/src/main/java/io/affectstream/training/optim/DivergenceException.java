package io.affectstream.training.optim;

import java.io.Serial;

/** A training whose loss is no longer finite; the message states where and what to try. */
public final class DivergenceException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** Stops a training with a reason. */
  public DivergenceException(String message) {
    super(message);
  }
}
