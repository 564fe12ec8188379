package io.affectstream.export.served;

import io.affectstream.schemas.Expression;
import java.util.Optional;

/**
 * One labelled item and what the bundle made of it.
 *
 * @param name file, or line of a text
 * @param truth its label
 * @param predicted the bundle's class; empty where it could not say anything
 */
public record Item(String name, Expression truth, Optional<Expression> predicted) {}
