/**
 * Flink functions and their state. One package per stage, in the order of the dataflow: source,
 * admit, vision, voice, words, align, fuse, smooth, episodes. No Kafka. Decisions are in pure
 * classes of {@code features}; this module contains state, timers and wiring.
 */
package io.affectstream.operators;
