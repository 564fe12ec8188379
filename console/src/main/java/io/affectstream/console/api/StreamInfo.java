package io.affectstream.console.api;

import io.affectstream.schemas.Expression;

/** State of a stream. */
@Doc("State of a stream.")
public record StreamInfo(
    @Doc("Stream id.") String stream,
    @Doc("Phase.") StreamPhase phase,
    @Doc(value = "Why the stream is closed.", optional = true) String closed,
    @Doc(value = "Descriptor, if one was read.", optional = true) Descriptor descriptor,
    @Doc(value = "Originating time of the first row read, in microseconds.", optional = true)
        Long firstTime,
    @Doc(value = "Originating time of the newest row, in microseconds.", optional = true)
        Long lastTime,
    @Doc(
            value = "Originating time of the newest provisional row, in microseconds.",
            optional = true)
        Long provisionalTime,
    @Doc("Rows read since the console was started or, if later, within its history.") long rows,
    @Doc(
            value =
                "Time from the Kafka timestamp of the newest row to its arrival, in milliseconds.",
            optional = true)
        Long lagMillis,
    @Doc(value = "Time since the newest row arrived, in milliseconds.", optional = true)
        Long silentMillis,
    @Doc(value = "Expression of the newest measured row.", optional = true) Expression expression,
    @Doc(value = "Probability of that expression.", optional = true) Float probability,
    @Doc(
            "How much the probabilities of the last second differ from those of the last ten, in [0, 1].")
        float change,
    @Doc(
            "Expression of each of the last 60 seconds, oldest first: the index in About.expressions as a digit, '.' = not measured, ' ' = before the stream.")
        String strip,
    @Doc(value = "Coverage of the newest row.", optional = true) RowCoverage coverage,
    @Doc(value = "Bundle of the newest row.", optional = true) String bundle,
    @Doc("Episodes that are open.") int openEpisodes,
    @Doc(
            value = "Newest alert, if its time is within the last minute of the stream.",
            optional = true)
        Alert alert) {}
