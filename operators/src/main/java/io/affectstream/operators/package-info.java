/**
 * Flink functions and their state. One package a stage, in the order of the dataflow: source,
 * admit, vision, voice, words, align, fuse, smooth, episodes. No Kafka. The decisions are in pure
 * classes of {@code features}; here are state, timers and wiring.
 */
package io.affectstream.operators;
