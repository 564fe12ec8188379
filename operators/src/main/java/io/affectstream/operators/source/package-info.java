/**
 * Converts the bytes of Kafka records to arrivals; refuses unreadable records with their
 * coordinates.
 */
package io.affectstream.operators.source;
