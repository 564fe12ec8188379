package io.affectstream.console.api;

/** Body of every answer that is not a success. */
@Doc("An error.")
public record ApiError(
    @Doc("Code of the error.") ErrorCode code,
    @Doc("What was expected, what was found, what to do; for people.") String message) {}
