package io.affectstream.jobs.alerts;

import java.io.IOException;
import java.io.Serial;
import java.util.List;

/** A file of rules with problems; the message has one line per problem. */
public final class RulesFileException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  RulesFileException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
