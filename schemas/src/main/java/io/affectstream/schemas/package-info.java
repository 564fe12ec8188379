/**
 * The Avro contracts of every topic. Generated from {@code src/main/avro}; they evolve
 * BACKWARD-compatibly.
 */
package io.affectstream.schemas;
