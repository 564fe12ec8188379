package io.affectstream.jobs.topics;

import java.io.Serial;

/** Checking or creating a topic failed; states what to do. */
public class TopicException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  TopicException(String message) {
    super(message);
  }

  TopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
