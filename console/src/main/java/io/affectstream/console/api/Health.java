package io.affectstream.console.api;

/** Health for probes. */
@Doc("Health: the server responds; Kafka may not.")
public record Health(@Doc("Whether Kafka responds.") boolean connected) {}
