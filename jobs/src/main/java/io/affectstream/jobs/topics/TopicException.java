package io.affectstream.jobs.topics;

import java.io.Serial;

/** The broker could not be asked about, or refused to make, a topic; says what to do. */
public class TopicException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  TopicException(String message) {
    super(message);
  }

  TopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
