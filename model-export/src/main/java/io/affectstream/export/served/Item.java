package io.affectstream.export.served;

import io.affectstream.schemas.Expression;
import java.util.Optional;

/**
 * One labelled item and what the bundle made of it.
 *
 * @param name file, or line of a text
 * @param truth its label
 * @param estimate what the bundle says; empty where it could not say anything
 */
public record Item(String name, Expression truth, Optional<Estimate> estimate) {

  /** The bundle's class, if it gave one. */
  public Optional<Expression> predicted() {
    return estimate.map(Estimate::expression);
  }
}
