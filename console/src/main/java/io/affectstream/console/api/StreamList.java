package io.affectstream.console.api;

import java.util.List;

/** All streams. */
@Doc("All streams: open ones first, then by severity of a recent alert, then by change.")
public record StreamList(
    @Doc("Streams.") List<StreamInfo> streams,
    @Doc("Whether Kafka responds.") boolean connected,
    @Doc(value = "Why Kafka does not respond.", optional = true) String problem) {}
