package io.affectstream.console.topics;

import io.affectstream.console.api.Feed;
import java.util.OptionalLong;

/**
 * Which records of a stream to read.
 *
 * @param partition of the feed's topic in which the stream is
 * @param since earliest originating time in microseconds, inclusive
 * @param until latest, exclusive
 * @param from offset to continue at; empty = find {@code since}
 * @param limit most records
 */
public record PageRequest(
    Feed feed,
    String stream,
    int partition,
    long since,
    long until,
    OptionalLong from,
    int limit) {}
