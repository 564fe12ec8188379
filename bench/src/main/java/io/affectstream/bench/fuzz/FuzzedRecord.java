package io.affectstream.bench.fuzz;

/**
 * A record for a topic.
 *
 * @param topic name of the topic
 * @param stream key
 * @param value bytes; may be empty
 */
record FuzzedRecord(String topic, String stream, byte[] value) {}
