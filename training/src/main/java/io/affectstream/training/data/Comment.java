package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.util.Set;

/**
 * A labelled text.
 *
 * @param id its identity in the source
 * @param text as written
 * @param labels one or more classes
 */
public record Comment(String id, String text, Set<Expression> labels) {

  public Comment {
    labels = Set.copyOf(labels);
  }
}
