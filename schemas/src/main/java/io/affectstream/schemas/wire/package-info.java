/** Encoding of contracts as Kafka records, and the topic of each contract. */
package io.affectstream.schemas.wire;
