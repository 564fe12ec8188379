package io.affectstream.models.served;

import io.affectstream.schemas.Expression;
import java.util.Optional;

/**
 * One labelled item with the bundle's result.
 *
 * @param name file, or line of a text
 * @param truth its label
 * @param estimate the bundle's result; empty if there is none
 */
public record Item(String name, Expression truth, Optional<Estimate> estimate) {

  /** The bundle's class, if any. */
  public Optional<Expression> predicted() {
    return estimate.map(Estimate::expression);
  }
}
