package io.affectstream.inference.onnx;

import java.io.Serial;

/** A graph, device or tokenizer could not be loaded or run; the message states what to do. */
public final class InferenceException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public InferenceException(String message) {
    super(message);
  }

  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
