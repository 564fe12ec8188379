package io.affectstream.console.api;

import java.io.Serial;

/** A request is answered with an error. */
public final class ApiException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** An error; the message states what was expected and what was found. */
  public ApiException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /** Its code. */
  public ErrorCode code() {
    return code;
  }

  /** The body of the answer. */
  public ApiError body() {
    return new ApiError(code, getMessage());
  }
}
