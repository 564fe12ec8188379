package io.affectstream.operators.source;

/**
 * A Kafka record as it was read.
 *
 * @param origin where it came from
 * @param value its bytes; empty for a record without value
 */
public record RawRecord(Origin origin, byte[] value) {}
