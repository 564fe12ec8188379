package io.affectstream.console.api;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import java.util.List;

/** What the server is. */
@Doc("Version and vocabulary of the server.")
public record About(
    @Doc("Version of Affectstream.") String version,
    @Doc("Expressions in the order of Row.probabilities.") List<Expression> expressions,
    @Doc("Action units in the order of Row.actionUnits.") List<ActionUnit> actionUnits,
    @Doc("Topics that are read.") List<Feed> feeds,
    @Doc("Largest 'limit' of a page.") int maxLimit,
    @Doc("Live clients that are connected.") int clients,
    @Doc("Whether images of the streams can be requested.") boolean showsImages) {}
