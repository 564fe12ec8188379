package io.affectstream.console.api;

import java.util.List;

/** All streams. */
@Doc("All streams: open ones first, those with the largest change first.")
public record StreamList(
    @Doc("Streams.") List<StreamInfo> streams,
    @Doc("Whether Kafka responds.") boolean connected,
    @Doc(value = "Why Kafka does not respond.", optional = true) String problem) {}
