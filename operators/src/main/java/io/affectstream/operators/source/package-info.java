/**
 * From the bytes of a Kafka record to arrivals; what cannot be read is refused with its
 * coordinates.
 */
package io.affectstream.operators.source;
