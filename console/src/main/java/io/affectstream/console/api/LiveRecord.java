package io.affectstream.console.api;

/** A record of a live subscription. */
@Doc("A record of any topic; the component of its feed is present.")
public record LiveRecord(
    @Doc("Topic of the record.") Feed feed,
    @Doc(value = "Feed FRAMES, or LIVE.", optional = true) Row row,
    @Doc(value = "Feed EVENTS, or LIVE.", optional = true) Event event,
    @Doc(value = "Feed TRANSCRIPTS.", optional = true) Words words,
    @Doc(value = "Feed ALERTS, or LIVE.", optional = true) Alert alert) {}
